// SPDX-License-Identifier: Apache-2.0

package eventlog

import "hash/maphash"

// names numbers texts in the order in which they first come.
type names struct {
	seed  maphash.Seed
	slots []int32  // index + 1
	tags  []uint32 // of the hash, by index
	texts []string
}

func newNames(seed maphash.Seed) *names { return &names{seed: seed, slots: make([]int32, 64)} }

func (n *names) of(text []byte) int32 {
	h := maphash.Bytes(n.seed, text)
	tag, mask := uint32(h>>32), uint64(len(n.slots)-1)
	at := h & mask
	for ; n.slots[at] != 0; at = (at + 1) & mask {
		if i := n.slots[at] - 1; n.tags[i] == tag && n.texts[i] == string(text) {
			return i
		}
	}
	i := int32(len(n.texts))
	n.texts, n.tags, n.slots[at] = append(n.texts, string(text)), append(n.tags, tag), i+1
	if 2*len(n.texts) > len(n.slots) {
		n.slots = make([]int32, 4*len(n.slots))
		mask = uint64(len(n.slots) - 1)
		for j, t := range n.texts {
			at := maphash.String(n.seed, t) & mask
			for ; n.slots[at] != 0; at = (at + 1) & mask {
			}
			n.slots[at] = int32(j) + 1
		}
	}
	return i
}

// seenCases remembers the identifiers of cases by 96 bits of two keyed hashes: 12 bytes a
// case instead of its text. Two identifiers are taken for one by chance about once in
// 10¹⁵ logs of ten million cases, and nobody can make such a pair, for the keys are
// drawn anew in each run.
type seenCases struct {
	slots []uint32 // three a slot; the first is never 0 in use
	mask  uint64
	count int
	sink  uint32
}

// seenAhead is how many identifiers are looked for at once.
const seenAhead = 64

// touch brings the slot of an identifier into the cache, without waiting for it.
func (s *seenCases) touch(h uint64) { s.sink |= s.slots[3*(h&s.mask)] }

func newSeen(expected int) *seenCases {
	size := 1 << 10
	for size*3/4 < expected && size < 1<<28 {
		size *= 2
	}
	return &seenCases{slots: make([]uint32, 3*size), mask: uint64(size - 1)}
}

// add is false where the identifier was there already.
func (s *seenCases) add(h uint64, check uint32) bool {
	high := uint32(h>>32) | 1
	at := h & s.mask
	for {
		slot := s.slots[3*at : 3*at+3 : 3*at+3]
		if slot[0] == 0 {
			slot[0], slot[1], slot[2] = high, uint32(h), check
			break
		}
		if slot[0] == high && slot[1] == uint32(h) && slot[2] == check {
			return false
		}
		at = (at + 1) & s.mask
	}
	if s.count++; uint64(s.count) > s.mask*4/5 {
		s.grow()
	}
	return true
}

func (s *seenCases) grow() {
	old := s.slots
	s.mask = 2*s.mask + 1
	s.slots = make([]uint32, 3*(s.mask+1))
	for i := 0; i < len(old); i += 3 {
		if old[i] == 0 {
			continue
		}
		at := uint64(old[i+1]) | uint64(old[i])<<32 // the low 32 bits choose the slot
		for at &= s.mask; s.slots[3*at] != 0; at = (at + 1) & s.mask {
		}
		copy(s.slots[3*at:], old[i:i+3])
	}
}
