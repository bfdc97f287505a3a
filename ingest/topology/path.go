package topology

import "strconv"

// Path is the outline of a unit in SVG path syntax, ready for <path d="…" fill-rule="evenodd">: for each ring one
// absolute M, relative l with whole numbers, z. Exteriors run anticlockwise on the screen, holes clockwise.
type Path string

// encode writes rings in the order given.
func encode(rings [][]Point) Path {
	var b []byte
	number := func(v int, first bool) {
		if v >= 0 && !first {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(v), 10)
	}
	for _, ring := range rings {
		for i, p := range ring {
			switch i {
			case 0:
				b = append(b, 'M')
				number(p.X, true)
				number(p.Y, false)
				continue
			case 1:
				b = append(b, 'l')
			}
			number(p.X-ring[i-1].X, i == 1)
			number(p.Y-ring[i-1].Y, false)
		}
		b = append(b, 'z')
	}
	return Path(b)
}
