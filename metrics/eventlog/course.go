// SPDX-License-Identifier: Apache-2.0

package eventlog

// Course is what one case was like and how long it took, or has taken so far.
type Course struct {
	Status                     uint8 // 0 done, 1 refused, 2 withdrawn, 3 open
	Business                   bool  // of an open case: Span is counted in working days
	Electronic, Repeat, Prompt bool  // as in Batch
	Silent                     bool  // as in Batch
	// Span is, of a done case, its duration: days by its rule from submission to
	// delivery, less the pauses. Of an open one it is the day from which it counts,
	// moved by the pauses, so that the time so far is the date of the account less it.
	Span      int32
	Statutory int32 // days allowed, 0 = not known
}

// spanBias keeps spans above 0 where days lie before 1970.
const spanBias = 1 << 30

// silentBit of a packed course says that the log names no channel.
const silentBit = 62

// pack puts a course into 64 bits, so that a column of them is a column of numbers.
func (c Course) pack() uint64 {
	return uint64(
		bitOf(c.Silent),
	)<<silentBit | uint64(
		c.Statutory,
	)<<38 | uint64(
		uint32(c.Span+spanBias),
	)<<6 | uint64(
		bitOf(c.Prompt),
	)<<5 | uint64(
		bitOf(c.Repeat),
	)<<4 | uint64(
		bitOf(c.Electronic),
	)<<3 |
		uint64(
			bitOf(c.Business),
		)<<2 | uint64(
		c.Status,
	)
}

// Unpack is the course of a number of Batch.Course.
func Unpack(p uint64) Course {
	flag := func(bit int) bool { return p>>bit&1 == 1 }
	return Course{
		Status:     uint8(p & 3),
		Business:   flag(2),
		Electronic: flag(3),
		Repeat:     flag(4),
		Prompt:     flag(5),
		Silent:     flag(silentBit),
		Span:       int32(uint32(p>>6)) - spanBias,
		Statutory:  int32(p >> 38 & 0xffffff),
	}
}
