package sitecheck

import (
	"context"
	"os"
	"testing"
)

func TestTry(t *testing.T) {
	found, err := Check(context.Background(), os.Getenv("SITE"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Log(f.String())
	}
	t.Log(len(found))
}
