// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/text/encoding/charmap"

	"osnova/ingest/parse/xmlrecords"
)

// edrFields are the elements that the source edr asks for.
var edrFields = []string{"EDRPOU", "NAME", "OPF", "STAN", "REGISTRATION", "TERMINATED_INFO", "ADDRESS", "MANAGING_PAPER"}

// benchEDR times the state register: a made-up windows-1251 file in a ZIP, of OSNOVA_BENCH_EDR_MB megabytes unpacked (default 200), through the
// whole of osnova ingest, through the scanner with all eight fields decoded, and through encoding/xml once, whose values have to be the same.
func benchEDR(program, dir string) error {
	size := 200
	if text := os.Getenv("OSNOVA_BENCH_EDR_MB"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("OSNOVA_BENCH_EDR_MB is %q: a number of megabytes", text)
		}
		size = n
	}
	mirror, project := filepath.Join(dir, "edr"), filepath.Join(dir, "edr-project")
	file := filepath.Join(mirror, "edr", "uo.zip")
	bytes, err := edrInput(file, size)
	if err != nil {
		return err
	}
	folder := filepath.Join(project, "ingest", "sources", "edr")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	source, err := os.ReadFile("ingest/sources/edr/source.yaml")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "source.yaml"), source, 0o644); err != nil {
		return err
	}
	nothing := func() error { return nil }
	mb := float64(bytes) / 1e6
	cpu, err := benchRow(fmt.Sprintf("osnova ingest, ЄДР of %.0f MB in a ZIP", mb), nothing, program, "ingest", "--compile-facts", "--project", project, "--mirror", mirror, "edr")
	if err != nil {
		return err
	}
	fmt.Printf("%-44s %10.0f MB of XML a CPU second, unpacking included\n", "  speed", mb/cpu)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if cpu, err = benchRow("  unpack and scan, 8 fields decoded", nothing, self, "edr-scan", file); err != nil {
		return err
	}
	fmt.Printf("%-44s %10.0f MB of XML a CPU second, unpacking included\n", "  speed", mb/cpu)
	ours, _, err := output(self, "edr-scan", file)
	if err != nil {
		return err
	}
	theirs, use, err := output(self, "edr-reference", file)
	if err != nil {
		return err
	}
	if ours != theirs {
		return fmt.Errorf("the scanner reads %s, encoding/xml %s", ours, theirs)
	}
	cpu = seconds(use)
	fmt.Printf("%-44s %10.2f %12.0f   one run\n", "  the same by encoding/xml", cpu, float64(use.Maxrss)/1024)
	fmt.Printf("%-44s %10.0f MB of XML a CPU second; values are equal: %s\n", "  speed", mb/cpu, ours)
	return nil
}

func seconds(use *syscall.Rusage) float64 {
	return float64(use.Utime.Sec+use.Stime.Sec) + float64(use.Utime.Usec+use.Stime.Usec)/1e6
}

func output(program string, args ...string) (string, *syscall.Rusage, error) {
	c := exec.Command(program, args...)
	out, err := c.Output()
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out)), c.ProcessState.SysUsage().(*syscall.Rusage), nil
}

// edrPart is what the bench runs as a process of its own; done tells that the arguments asked for one.
func edrPart(args []string) (done bool, err error) {
	if len(args) != 2 || args[0] != "edr-scan" && args[0] != "edr-reference" {
		return false, nil
	}
	z, err := zip.OpenReader(args[1])
	if err != nil {
		return true, err
	}
	defer z.Close()
	in, err := z.File[0].Open()
	if err != nil {
		return true, err
	}
	defer in.Close()
	read := edrScan
	if args[0] == "edr-reference" {
		read = edrReference
	}
	records, sum := 0, sha256.New()
	if err := read(in, func(values [][]byte) {
		records++
		for _, v := range values {
			sum.Write(v)
			sum.Write([]byte{0})
		}
	}); err != nil {
		return true, err
	}
	fmt.Printf("%d records, sha256 %x…\n", records, sum.Sum(nil)[:6])
	return true, nil
}

func edrScan(in io.Reader, do func([][]byte)) error {
	s, err := xmlrecords.NewScanner(in, xmlrecords.Options{Records: []string{"SUBJECT"}, Fields: edrFields})
	if err != nil {
		return err
	}
	values := make([][]byte, len(edrFields))
	for s.Next() {
		for i := range values {
			if values[i], err = s.Record().AppendText(values[i][:0], i); err != nil {
				return err
			}
		}
		do(values)
	}
	return s.Err()
}

func edrReference(in io.Reader, do func([][]byte)) error {
	d := xml.NewDecoder(bufio.NewReaderSize(in, 1<<20))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) {
		return charmap.Windows1251.NewDecoder().Reader(in), nil
	}
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := t.(xml.StartElement)
		if !ok || start.Name.Local != "SUBJECT" {
			continue
		}
		var r struct{ EDRPOU, NAME, OPF, STAN, REGISTRATION, TERMINATED_INFO, ADDRESS, MANAGING_PAPER []byte }
		if err := d.DecodeElement(&r, &start); err != nil {
			return err
		}
		do([][]byte{r.EDRPOU, r.NAME, r.OPF, r.STAN, r.REGISTRATION, r.TERMINATED_INFO, r.ADDRESS, r.MANAGING_PAPER})
	}
}

// edrInput writes the register and gives the bytes of its XML. All in it is invented: bodies (one record in 500) and firms are called
// synthetic, persons are letters.
func edrInput(file string, megabytes int) (n int, err error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return 0, err
	}
	f, err := os.Create(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	m, err := z.Create("UO.xml")
	if err != nil {
		return 0, err
	}
	source := rand.New(rand.NewPCG(42, 860))
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="windows-1251"?>` + "\n" + `<DATA FORMAT_VERSION="1.0">` + "\n")
	for i := 0; n < megabytes*1_000_000; i++ {
		edrRecord(&b, source, i)
		if b.Len() > 1<<20 {
			if n, err = flush(m, &b, n); err != nil {
				return 0, err
			}
		}
	}
	b.WriteString("</DATA>\n")
	if n, err = flush(m, &b, n); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	return n, f.Close()
}

func flush(to io.Writer, b *bytes.Buffer, n int) (int, error) {
	text, err := charmap.Windows1251.NewEncoder().Bytes(b.Bytes())
	if err != nil {
		return 0, err
	}
	b.Reset()
	_, err = to.Write(text)
	return n + len(text), err
}

var edrWords = strings.Fields("ПРОМИСЛОВА ТОРГОВЕЛЬНА СІЛЬСЬКА ГОСПОДАРСЬКА БУДІВЕЛЬНА НАУКОВА ГРОМАДСЬКА КОМПАНІЯ СПІЛКА АРТІЛЬ МАЙСТЕРНЯ ЗОРЯ ЛАН СТЕП КАЛИНА ДЖЕРЕЛО ЄДНІСТЬ ҐАНОК ЇЖАК")

func edrRecord(b *bytes.Buffer, source *rand.Rand, i int) {
	word := func() string { return edrWords[source.IntN(len(edrWords))] }
	letters := func() string {
		return string([]rune{'А' + source.Int32N(28), 'а' + source.Int32N(28), 'а' + source.Int32N(28), 'а' + source.Int32N(28), 'а' + source.Int32N(28), ' ', 'А' + source.Int32N(28), '.'})
	}
	form, act, name := "ТОВАРИСТВО З ОБМЕЖЕНОЮ ВІДПОВІДАЛЬНІСТЮ", "", fmt.Sprintf("ТОВАРИСТВО З ОБМЕЖЕНОЮ ВІДПОВІДАЛЬНІСТЮ &quot;СИНТЕТИЧНА %s %s-%d&quot;", word(), word(), i)
	switch {
	case i%500 == 0:
		form, act, name = "ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ", "РІШЕННЯ ВИГАДАНСЬКОЇ МІСЬКОЇ РАДИ № 1", fmt.Sprintf("СИНТЕТИЧНИЙ БУДИНКОВИЙ КОМІТЕТ &#171;%s &amp; %s-%d&#187;", word(), word(), i)
	case i%7 == 0:
		name = fmt.Sprintf("<![CDATA[ПРИВАТНЕ ПІДПРИЄМСТВО \"СИНТЕТИЧНЕ %s & %s-%d\"]]>", word(), word(), i)
	}
	fmt.Fprintf(b, "<SUBJECT id=\"%d\"><RECORD>%d</RECORD><NAME>%s</NAME><SHORT_NAME/><OPF>%s</OPF><EDRPOU>%08d</EDRPOU>", i, i, name, form, 20_000_000+i)
	b.WriteString("<STAN>зареєстровано</STAN><FOUNDING_DOCUMENT_NUM/><EXECUTIVE_POWER><NAME/><CODE/></EXECUTIVE_POWER><PURPOSE/>")
	fmt.Fprintf(b, "<REGISTRATION>%02d.%02d.%d; %02d.01.2012; 10701200000%06d</REGISTRATION><MANAGING_PAPER>%s</MANAGING_PAPER>", 1+source.IntN(28), 1+source.IntN(12), 1995+source.IntN(28), 1+source.IntN(28), source.IntN(1_000_000), act)
	b.WriteString("<SIGNERS>")
	for range 1 + source.IntN(2) {
		fmt.Fprintf(b, "<SIGNER>%s - керівник</SIGNER>", letters())
	}
	b.WriteString("</SIGNERS><FOUNDERS>")
	for range 1 + source.IntN(3) {
		fmt.Fprintf(b, "<FOUNDER>%s, розмір внеску до статутного фонду - %d.00 грн.</FOUNDER>", letters(), source.IntN(1_000_000))
	}
	b.WriteString("</FOUNDERS><BRANCHES/><TERMINATED_INFO/><EXCHANGE_DATA><EXCHANGE_ANSWER><TAX_PAYER_TYPE>платник податків</TAX_PAYER_TYPE></EXCHANGE_ANSWER></EXCHANGE_DATA></SUBJECT>\n")
}
