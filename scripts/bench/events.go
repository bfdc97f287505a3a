// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"osnova/catalog"
	"osnova/store"
)

// eventRows is the environment variable that makes the log of cases smaller or larger.
const eventRows = "OSNOVA_BENCH_EVENTS"

// eventRuns is how often each of the two commands on the log is counted, in turns.
const eventRuns = 3

// plainQuery runs a query in this process and throws its rows away: the linked DuckDB alone. It is a hidden command of the benchmark.
func plainQuery(query string) error {
	st := &store.Store{}
	defer st.Close()
	_, err := st.Select(context.Background(), query)
	return err
}

// events times osnova events on made-up cases against a plain query of the linked DuckDB on the same file, in turns: by territory, month
// and channel the count, mean, median and P90; then with all metrics.
func events(program, dir string) error {
	rows := 10_000_000
	if text := os.Getenv(eventRows); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("%s=%s is no number of rows", eventRows, text)
		}
		rows = n
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	log := filepath.Join(dir, "events.csv")
	size, err := eventLog(log, rows)
	if err != nil {
		return err
	}
	defer os.Remove(log)
	query := "select hromada, date_trunc('month', submitted_at) as month, channel, count(*), avg(delivered_at - submitted_at), median(delivered_at - submitted_at), " +
		"quantile_cont(delivered_at - submitted_at, 0.9) from read_csv(" + catalog.SQLText(log) + ") where status = 'done' group by all"
	out := filepath.Join(dir, "events")
	ours := []string{program, "events", "--log", log, "--by", "hromada,channel", "--period", "month", "--out", out}
	commands := [][]string{{self, plainFlag, query}, append(slices.Clone(ours), "--metrics", "cases,mean,p50,p90"), ours}
	cpu, peak := make([][]float64, len(commands)), make([][]float64, len(commands))
	for range eventRuns {
		for i, c := range commands {
			command := exec.Command(c[0], c[1:]...)
			if text, err := command.CombinedOutput(); err != nil {
				return fmt.Errorf("%s: %w\n%s", c[1], err, text)
			}
			cpu[i] = append(cpu[i], command.ProcessState.UserTime().Seconds()+command.ProcessState.SystemTime().Seconds())
			peak[i] = append(peak[i], float64(command.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024)
		}
	}
	fmt.Printf("log of %d cases, %d MB of CSV, median of %d in turns\n", rows, size/1_000_000, eventRuns)
	for i, name := range []string{"  plain query of the linked DuckDB", "  osnova events: cases, mean, p50, p90", "  osnova events: all metrics"} {
		var ratios []float64
		for k := range cpu[i] {
			ratios = append(ratios, cpu[i][k]/cpu[0][k])
		}
		for _, s := range [][]float64{cpu[i], peak[i], ratios} {
			slices.Sort(s)
		}
		fmt.Printf("%-44s %10.2f %12.0f   [%.2f … %.2f], %.2f × plain\n", name, cpu[i][eventRuns/2], peak[i][eventRuns/2], cpu[i][0], cpu[i][eventRuns-1], ratios[eventRuns/2])
	}
	return nil
}

// eventLog writes seeded cases: 1,469 communities, 40 services, 6 channels, a year of submissions, times of the exponential law. About one
// row in a thousand must be rejected: an identifier used before, a status that is none, a delivery that is missing.
func eventLog(path string, rows int) (size int64, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString("case_id,hromada,service_id,channel,submitted_at,accepted_at,delivered_at,status,visits_n,statutory_days,paused_days\n")
	var days [700]string
	for i := range days {
		days[i] = time.Date(2024, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	channels, terms := []string{"web", "app", "cnap", "phone", "paper", "visit"}, []string{"10", "20", "30", "15"}
	source := rand.New(rand.NewPCG(42, 45))
	line := make([]byte, 0, 128)
	for i := range rows {
		submitted := source.IntN(366)
		accepted := submitted + source.IntN(4)
		delivered := max(accepted, submitted+int(source.ExpFloat64()*12))
		status, ended := "done", ""
		switch lot := source.IntN(100); {
		case lot < 6:
			status = "refused"
		case lot < 8:
			status = "withdrawn"
		case lot < 12 || delivered > 500:
			status = "open"
		default:
			ended = days[delivered]
		}
		number, fault := uint64(i), source.IntN(3000)
		switch {
		case fault == 0 && i > 0:
			number--
		case fault == 1:
			status = "lost"
		case fault == 2 && status == "done":
			ended = ""
		}
		service := source.IntN(40)
		line = strconv.AppendUint(line[:0], number*0x9e3779b97f4a7c15|1<<63, 36)
		line = fmt.Appendf(line, ",UA%04d,S%02d,%s,%s,%s,%s,%s,%d,%s,0\n", source.IntN(1469), service, channels[source.IntN(6)], days[submitted], days[accepted], ended, status,
			1+source.IntN(5)/4, terms[service%4])
		if _, err := w.Write(line); err != nil {
			return 0, err
		}
		size += int64(len(line))
	}
	return size, w.Flush()
}

// plainFlag is the first word of the hidden command.
const plainFlag = "plain-query"
