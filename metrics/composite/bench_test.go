// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"context"
	"io"
	"testing"
)

func full() Spec {
	return Spec{
		Impute: &Imputation{Method: "median"}, Treat: &Treatment{Skew: 2, Kurt: 3.5, WinsoriseMax: 5, Log: "ct"},
		Normalise: &Normalisation{Method: "minmax", Lower: pointerTo(1.0)}, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}},
		Uncertainty: &UncertaintyRun{Replicates: 1000, Seed: 1, Vary: everything},
	}
}

func benchmarkBuild(b *testing.B, units int) {
	in := madeInput(b, units, 60, 0.02, full())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Build(in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuild1500x60(b *testing.B)  { benchmarkBuild(b, 1500) }
func BenchmarkBuild15000x60(b *testing.B) { benchmarkBuild(b, 15000) }

func BenchmarkFiles1500x60(b *testing.B) {
	x := made(b, 1500, 60, 0.02, full())
	for b.Loop() {
		for _, file := range x.Files() {
			if err := file(io.Discard); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func benchmarkReplicates(b *testing.B, gaps float64, vary Variation) {
	spec := full()
	spec.Impute = nil
	spec.Uncertainty.Vary = vary
	s, err := made(b, 1500, 60, gaps, spec).Simulation()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Uncertainty(context.Background(), 1000, 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReplicates1000All(b *testing.B)  { benchmarkReplicates(b, 0, everything) }
func BenchmarkReplicates1000Gaps(b *testing.B) { benchmarkReplicates(b, 0.05, everything) }
func BenchmarkReplicates1000Weights(b *testing.B) {
	benchmarkReplicates(b, 0, Variation{WeightsNoise: Noise{Share: 0.25}})
}

func BenchmarkSobol500x3(b *testing.B) {
	spec := full()
	vary := everything
	vary.Goalposts, vary.DropOne = 0, ""
	spec.Uncertainty.Vary = vary
	s, err := made(b, 1500, 60, 0, spec).Simulation()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Sensitivity(context.Background(), 500, 1); err != nil {
			b.Fatal(err)
		}
	}
}
