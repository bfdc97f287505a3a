// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// matches times osnova match on 100,000 made-up addresses of real settlements, as registers write them: reading, the making of the
// gazetteer and writing included.
func matches(program, dir string) error {
	const addresses = 100_000
	data := filepath.Join(dir, "addresses.csv")
	if err := matchInput(data, addresses); err != nil {
		return err
	}
	_, err := benchRow("osnova match, 100,000 addresses", func() error { return nil }, program, "match", "--data", data, "--text", "address", "--out", filepath.Join(dir, "matched.csv"))
	return err
}

// matchInput draws settlements of the codifier and writes an address of each with a street, in one of several spellings.
func matchInput(path string, addresses int) error {
	f, err := os.Open("ingest/sources/katottg/facts.csv.gz")
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		return err
	}
	name, kind := map[string]string{}, map[string]string{"M": "м. ", "X": "с-ще ", "C": "с. "}
	var settlements [][]string
	for _, r := range rows[1:] {
		name[r[0]] = r[6]
		if kind[r[5]] != "" {
			settlements = append(settlements, r)
		}
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	w := bufio.NewWriterSize(out, 1<<20)
	fmt.Fprintln(w, "id,address")
	source := rand.New(rand.NewPCG(42, 7))
	streets := []string{"вул. Шевченка", "просп. Миру", "Центральна", "вулиця Івана Франка", "пров. Тихий"}
	for i := range addresses {
		s := settlements[source.IntN(len(settlements))]
		place, community, raion, oblast := kind[s[5]]+s[6], name[s[4]]+" територіальна громада", name[s[3]]+" район", name[s[2]]+" область"
		street := fmt.Sprintf("%s, %d", streets[source.IntN(len(streets))], 1+source.IntN(150))
		text := ""
		switch source.IntN(4) {
		case 0:
			text = strings.Join([]string{street, place, community, oblast}, ", ")
		case 1:
			text = strings.ToUpper(strings.Join([]string{"Україна", oblast, raion, place, street}, ", "))
		case 2:
			text = strings.ReplaceAll(strings.Join([]string{street, place, community, raion, oblast}, ", "), "’", "'")
		case 3:
			text = strings.NewReplacer("область", "обл.", "район", "р-н", "і", "i").Replace(strings.Join([]string{oblast, raion, place, street}, ", "))
		}
		fmt.Fprintf(w, "%d,\"%s\"\n", i+1, text)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return out.Close()
}
