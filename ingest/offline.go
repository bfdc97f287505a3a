// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"errors"
	"maps"
	"slices"

	"osnova/catalog"
	"osnova/ingest/fetch"
)

// fewHosts is how many hosts are asked without a look for the network first: their own faults say as much.
const fewHosts = 2

// look looks once, before a refresh asks many publishers, whether any of them can be reached. Where none can, nobody is asked, and tables stay as
// they are.
func (st *Stage) look(ctx context.Context, wanted func(catalog.Source) bool) error {
	if !st.Refresh {
		return nil
	}
	hosts := map[string]bool{}
	sources := 0
	for _, s := range st.Catalog.Sources {
		if s.Own || !wanted(s) || !offered(s) {
			continue
		}
		sources++
		for _, f := range s.Files {
			if host := fetch.HostPort(f.URL); host != "" && f.Row == nil && len(catalog.Braces(host)) == 0 {
				hosts[host] = true
			}
		}
	}
	if len(hosts) <= fewHosts {
		return nil
	}
	if st.Log != nil {
		st.Log.Info("asking publishers", "sources", sources, "hosts", len(hosts), "look_for_network_at_most", fetch.LookTime)
	}
	err := st.Fetch.Look(ctx, slices.Sorted(maps.Keys(hosts)))
	if errors.As(err, &st.offline) {
		if st.Ledger != nil {
			st.Ledger.Findings.Warn("network", "nobody was asked, and all tables stay as they are; run it again when there is a network", "%v", err)
		}
		return nil
	}
	return err
}
