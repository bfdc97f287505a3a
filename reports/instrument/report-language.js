// SPDX-License-Identifier: Apache-2.0
/* The language comes from the address (?lang=uk), before anything is drawn. */
document.documentElement.lang = /[?&]lang=uk\b/.test(location.search) ? "uk" : "en";
document.documentElement.className = "scripted";
