package composite

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// experiment is a tree of two groups of three indicators each over random units.
func experiment(t testing.TB, units int) Experiment {
	t.Helper()
	root := Node{Code: "index", Weight: 1, MinCoverage: 0.5}
	var codes, names []string
	for g := range 2 {
		group := Node{Code: fmt.Sprint("g", g), Weight: float64(g + 1), MinCoverage: 0.5}
		for k := range 3 {
			code := fmt.Sprint("i", 3*g+k)
			codes = append(codes, code)
			group.Children = append(group.Children, Node{Code: code, Weight: 1})
		}
		root.Children = append(root.Children, group)
	}
	tree, err := NewTree(root)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	for i := range units {
		names = append(names, fmt.Sprint("u", i))
	}
	s := Experiment{Tree: tree, Values: NewMatrix(names, codes), Posts: map[string]Goalposts{}, Group: slices.Repeat([]string{"all"}, units), Floor: 1,
		Variation: Variation{Dirichlet: 50, Goalposts: 0.05, Means: []Method{AMean, GMean}, DropOne: true}}
	for j, code := range codes {
		s.Posts[code] = Goalposts{Lower: 0, Upper: 10, Direction: Positive, Clip: true, Log: j == 0}
		for i := range units {
			if random.Float64() < 0.9 {
				s.Values.Columns[j][i] = 10 * random.Float64()
			}
		}
	}
	return s
}

// TestNothingVaried: without choices every replicate is the nominal score.
func TestNothingVaried(t *testing.T) {
	s := experiment(t, 40)
	s.Variation = Variation{}
	got, err := s.Run(context.Background(), 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	z, err := Normalise(s.Values, s.Posts)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Tree.Score(z)
	if err != nil {
		t.Fatal(err)
	}
	ranks := Ranks(r.Scores.Columns[0])
	for i := range s.Values.Units {
		for k := range 3 {
			if v := got.Scores[i][k]; v != r.Scores.Columns[0][i] && !math.IsNaN(v) || got.Ranks[i][k] != ranks[i] {
				t.Fatalf("unit %d replicate %d: %v rank %d, nominal %v rank %d", i, k, v, got.Ranks[i][k], r.Scores.Columns[0][i], ranks[i])
			}
		}
	}
}

// TestSameForAnyCores: the number of cores changes nothing, another seed does.
func TestSameForAnyCores(t *testing.T) {
	s := experiment(t, 30)
	one, err := s.Run(context.Background(), 50, 42)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	two, err := s.Run(context.Background(), 50, 42)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(one.Ranks, two.Ranks); diff != "" {
		t.Error(diff)
	}
	for i := range one.Scores {
		for k, v := range one.Scores[i] {
			if w := two.Scores[i][k]; v != w && !(math.IsNaN(v) && math.IsNaN(w)) {
				t.Fatalf("unit %d replicate %d: %v and %v", i, k, v, w)
			}
		}
	}
	other, err := s.Run(context.Background(), 50, 43)
	if err != nil || cmp.Equal(one.Ranks, other.Ranks) {
		t.Errorf("another seed gives the same ranks (%v)", err)
	}
}

// TestDirichlet: mean and variance of a share are those of the law, w and w(1−w)/(concentration+1).
func TestDirichlet(t *testing.T) {
	source := rand.NewPCG(1, 2)
	const n, concentration = 40_000, 50.0
	var sum, squares float64
	for range n {
		children := []Node{{Weight: 3}, {Weight: 1}, {Weight: 6}}
		disturb(children, concentration, source)
		share := children[0].Weight / (children[0].Weight + children[1].Weight + children[2].Weight)
		sum += share
		squares += share * share
	}
	mean := sum / n
	variance := squares/n - mean*mean
	if want := 0.3 * 0.7 / (concentration + 1); math.Abs(mean-0.3) > 0.002 || math.Abs(variance-want) > 0.05*want {
		t.Errorf("share of 0.3: mean %v, variance %v, want 0.3 and %v", mean, variance, want)
	}
}

// TestTrialsStayInBounds: scores stay within 0 … 100, ranks within the group, a unit without a group has no rank.
func TestTrialsStayInBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := experiment(&testing.T{}, rapid.IntRange(2, 12).Draw(t, "units"))
		s.Group[0] = ""
		s.Variation = Variation{Dirichlet: rapid.SampledFrom([]float64{0, 0.5, 50}).Draw(t, "dirichlet"), Goalposts: rapid.Float64Range(0, 0.49).Draw(t, "goalposts"),
			Means: rapid.SampledFrom([][]Method{nil, {GMean}, {AMean, GMean}}).Draw(t, "means"), DropOne: rapid.Bool().Draw(t, "drop")}
		got, err := s.Run(context.Background(), 5, rapid.Uint64().Draw(t, "seed"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Scores {
			for k, v := range got.Scores[i] {
				if v < -1e-9 || v > 100+1e-9 {
					t.Fatalf("score %v", v)
				}
				if rank := got.Ranks[i][k]; rank < 0 || rank > len(s.Group)-1 || i == 0 && rank > 0 || i > 0 && (rank == 0) != math.IsNaN(v) {
					t.Fatalf("unit %d with score %v has rank %d", i, v, rank)
				}
			}
		}
	})
}

// TestDropAsksLess: a gate on the number of indicators is lowered by what a trial leaves out.
func TestDropAsksLess(t *testing.T) {
	s := experiment(t, 5)
	root := s.Tree.Root()
	root.MinLeaves = 6
	if n := dropOne(&root, rand.New(rand.NewPCG(1, 1))); n != 2 || root.MinLeaves != 4 || root.leaves() != 4 {
		t.Errorf("%d dropped, gate %d, %d left: one of each of two groups of three", n, root.MinLeaves, root.leaves())
	}
}

func TestRange(t *testing.T) {
	low, median, high := Range([]int{3, 0, 1, 2, 5, 4})
	if low != 1.2 || median != 3 || high != 4.8 {
		t.Errorf("range %v %v %v, want 1.2 3 4.8 of 1 … 5", low, median, high)
	}
	if low, _, _ = Range([]float64{math.NaN()}); !math.IsNaN(low) {
		t.Errorf("range of nothing is %v", low)
	}
}

func BenchmarkExperiment(b *testing.B) {
	s := experiment(b, 1300)
	for b.Loop() {
		if _, err := s.Run(context.Background(), 100, 1); err != nil {
			b.Fatal(err)
		}
	}
}

// TestExperimentSensitivity: the only thing that varies explains all; what is fixed is no factor; shares of the first order do not
// exceed those of the total by more than chance.
func TestExperimentSensitivity(t *testing.T) {
	e := experiment(t, 60)
	e.Variation = Variation{Dirichlet: 20}
	alone, err := e.Sensitivity(context.Background(), 200, 1)
	if err != nil || len(alone) != 1 || alone[0].Factor != "weights" || math.Abs(alone[0].Total-1) > 0.2 || math.Abs(alone[0].First-1) > 0.2 {
		t.Fatalf("only weights vary: %+v, %v", alone, err)
	}
	e.Variation = Variation{Dirichlet: 1e8, DropOne: true}
	two, err := e.Sensitivity(context.Background(), 300, 1)
	if err != nil || len(two) != 2 || two[0].Factor != "weights" || two[1].Factor != "drop_one" {
		t.Fatalf("weights and sets vary: %+v, %v", two, err)
	}
	if !(two[1].Total > 0.9 && two[0].Total < 0.1 && two[1].First > 0.8) {
		t.Errorf("leaving one of six out moves ranks far more than weights that hardly move: %+v", two)
	}
	if _, err := (Experiment{}).Sensitivity(context.Background(), 300, 1); err == nil {
		t.Error("nothing varies and there is no fault")
	}
}
