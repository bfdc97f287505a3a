// SPDX-License-Identifier: Apache-2.0
/* Runs cmd/browser, the arithmetic of osnova as WebAssembly, in a worker. The site writes it behind window.OSNOVA_ENGINE = {runner, module}:
   the script of Go that runs a module, and the module, gzip in base64, for a page from file:// can fetch nothing.
   OSNOVA.engine.ask(method, input) starts it once and gives a promise of {result, findings} or {error, findings}; what is asked never leaves
   the page. */
(function () {
  "use strict";
  var parts = window.OSNOVA_ENGINE, running = null, waiting = {}, last = 0;

  window.OSNOVA.engine = { ask: ask };

  function ask(method, input) {
    return start().then(function (worker) {
      return new Promise(function (resolve, reject) {
        var id = last += 1;
        waiting[id] = { resolve: resolve, reject: reject };
        worker.postMessage({ id: id, text: JSON.stringify({ id: id, method: method, input: input }) });
      });
    });
  }

  function start() {
    running = running || new Promise(function (resolve, reject) {
      var address = URL.createObjectURL(new Blob([parts.runner, "\n;(", work, ")();\n"], { type: "text/javascript" }));
      var worker = new Worker(address);
      worker.onmessage = function (event) {
        var said = event.data;
        if (said.failed !== undefined) stop(said.failed);
        else if (said.started) resolve(worker);
        else {
          var one = waiting[said.id];
          delete waiting[said.id];
          one.resolve(JSON.parse(said.text));
        }
      };
      worker.onerror = function (event) { stop(event.message || "the worker did not start"); };
      worker.postMessage({ module: parts.module });

      /* What fails is let go of, so that the next question starts anew. */
      function stop(why) {
        var left = waiting;
        running = null;
        waiting = {};
        worker.terminate();
        URL.revokeObjectURL(address);
        reject(new Error(why));
        Object.keys(left).forEach(function (id) { left[id].reject(new Error(why)); });
      }
    });
    return running;
  }

  /* The worker: its text goes there, so it uses nothing from above. */
  function work() {
    self.onmessage = function (event) {
      var asked = event.data;
      if (asked.module) boot(asked.module).then(function () { self.postMessage({ started: true }); }, fail);
      else try { self.postMessage({ id: asked.id, text: self.osnovaAnswer(asked.text) }); } catch (e) { fail(e); }
    };
    function fail(e) { self.postMessage({ failed: String(e && e.message || e) }); }
    function boot(text) {
      var packed = atob(text), bytes = new Uint8Array(packed.length), go = new self.Go();
      for (var i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
      var module = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      var answer = new Response(module, { headers: { "Content-Type": "application/wasm" } });
      return WebAssembly.instantiateStreaming(answer, go.importObject).then(function (made) {
        go.run(made.instance); // it stays, and has set osnovaAnswer when this returns
        if (!self.osnovaAnswer) throw new Error("the module gives no answers");
      });
    }
  }
}());
