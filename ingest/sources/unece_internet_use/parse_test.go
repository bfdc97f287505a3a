package unece_internet_use

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.HandMade, sourcetest.Counts{In: 2 + 8 + 4 + 2 + 2, Loaded: 5, Quarantined: 2, Skipped: 11, Rows: 5})
	sourcetest.Want(t, got, "71.8", "value", "UA", "female", "16-74", "2019")
	sourcetest.Want(t, got, "", "obs_status", "UA", "female", "16-74", "2019")
	sourcetest.Want(t, got, "b", "obs_status", "UA", "female", "16-74", "2013")
	sourcetest.Want(t, got, "98", "value", "UA", "female", "16-24", "2019")
	sourcetest.Want(t, got, "60", "value", "TR", "female", "16-74", "2019")
	if _, ok := sourcetest.Value(t, got, "value", "UA", "male", "16-74", "2019"); ok {
		t.Error("150 % was loaded")
	}
}

func TestNoYears(t *testing.T) {
	if _, err := sourcetest.Run(sourcetest.Source(t), Parse, sourcetest.Text("a,b,c,d,e\n1,2,3,4,5\n")); err == nil {
		t.Error("a table without years was read")
	}
}

func TestRealFiles(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.Real(t), sourcetest.Counts{In: 2 * (2 + 94 + 48*4*23), Loaded: 4917, Skipped: 4107, Rows: 4917})
	sourcetest.Want(t, got, "71.8", "value", "UA", "female", "16-74", "2019")
	sourcetest.Want(t, got, "b", "obs_status", "UA", "female", "16-74", "2010")
}
