package eventlog

// Course is how long a case took, or has taken so far.
type Course struct {
	Open     bool // not delivered; else done
	Business bool // of an open case: Span is counted in working days
	// Span is, of a done case, its duration: days by its rule from submission to
	// delivery, less the pauses. Of an open one it is the day from which it counts,
	// moved by the pauses, so that the time so far is the date of the account less it.
	Span      int32
	Statutory int32 // days allowed, 0 = not known
}

// pack puts a course into 64 bits, statutory days highest, so that a column of them is
// a column of numbers.
func (c Course) pack() uint64 {
	const bias = 1 << 30
	return uint64(c.Statutory)<<34 | uint64(uint32(c.Span+bias))<<2 | uint64(one(c.Business))<<1 | uint64(one(c.Open))
}

// Unpack is the course of a number of Batch.Course.
func Unpack(p uint64) Course {
	const bias = 1 << 30
	return Course{Open: p&1 == 1, Business: p>>1&1 == 1, Span: int32(uint32(p>>2)) - bias, Statutory: int32(p >> 34)}
}
