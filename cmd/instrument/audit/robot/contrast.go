// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// rgbColour is a colour of sRGB, each part 0–255.
type rgbColour [3]float64

// luminance and contrast by WCAG 2.1, definitions of relative luminance and contrast ratio.
func (c rgbColour) luminance() float64 {
	var l [3]float64
	for i, v := range c {
		if v /= 255; v <= 0.03928 {
			l[i] = v / 12.92
		} else {
			l[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

func contrastRatio(a, b rgbColour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

var colours = map[string]rgbColour{
	"black": {0, 0, 0}, "silver": {192, 192, 192}, "gray": {128, 128, 128}, "grey": {128, 128, 128}, "white": {255, 255, 255}, "maroon": {128, 0, 0}, "red": {255, 0, 0},
	"purple": {128, 0, 128}, "fuchsia": {255, 0, 255}, "green": {0, 128, 0}, "lime": {0, 255, 0}, "olive": {128, 128, 0}, "yellow": {255, 255, 0}, "navy": {0, 0, 128},
	"blue": {0, 0, 255}, "teal": {0, 128, 128}, "aqua": {0, 255, 255}, "orange": {255, 165, 0}, "lightgray": {211, 211, 211}, "lightgrey": {211, 211, 211}, "darkgray": {169, 169, 169},
}

// colour reads #rgb, #rrggbb, rgb(…) and the names of CSS 2. What is see-through or of another form is not read.
func colour(text string) (rgbColour, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if c, ok := colours[text]; ok {
		return c, true
	}
	if hex, ok := strings.CutPrefix(text, "#"); ok {
		if len(hex) == 3 {
			hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
		}
		v, err := strconv.ParseUint(hex, 16, 32)
		return rgbColour{float64(v >> 16 & 255), float64(v >> 8 & 255), float64(v & 255)}, err == nil && len(hex) == 6
	}
	inner, ok := strings.CutPrefix(text, "rgb(")
	parts := strings.FieldsFunc(strings.TrimSuffix(inner, ")"), func(r rune) bool { return r == ',' || r == ' ' })
	if !ok || len(parts) != 3 {
		return rgbColour{}, false
	}
	var c rgbColour
	for i, p := range parts {
		v, err := strconv.ParseFloat(p, 64)
		if err != nil || v < 0 || v > 255 {
			return rgbColour{}, false
		}
		c[i] = v
	}
	return c, true
}

// declared reads the declarations of an inline style; a later one of a name wins.
func declared(style string) map[string]string {
	out := map[string]string{}
	for _, d := range strings.Split(style, ";") {
		name, value, ok := strings.Cut(d, ":")
		if ok {
			out[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(strings.ReplaceAll(strings.ToLower(value), "!important", ""))
		}
	}
	return out
}

// painted is what inline styles say of an element and those around it.
type painted struct {
	ink, paper       rgbColour
	hasInk, hasPaper bool
	large            bool // 24 px, or 18.66 px and bold (WCAG 1.4.3)
	px               float64
	bold             bool
}

// contrast is judged where inline styles give both the colour of text and that behind it, on the element itself or around it. A picture
// behind the text makes it unknown.
func (p *document) contrast() verdict {
	tested, low := 0, 0
	worst := 21.0
	var visit func(n *html.Node, at painted)
	visit = func(n *html.Node, at painted) {
		if n.Type == html.ElementNode {
			if hidden(n) && n != p.root {
				return
			}
			at = at.under(attributeOf(n, "style"))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode && at.hasInk && at.hasPaper && strings.TrimSpace(c.Data) != "" {
				tested++
				want := 4.5
				if at.large {
					want = 3
				}
				if r := contrastRatio(at.ink, at.paper); r < want {
					low++
					worst = min(worst, r)
				}
			}
			visit(c, at)
		}
	}
	if p.body != nil {
		visit(p.body, painted{px: 16})
	}
	switch {
	case tested == 0:
		return notTested("no inline style tells both colours")
	case low > 0:
		return failed(fmt.Sprintf("%d of %d texts, lowest ratio %.2f", low, tested, math.Floor(worst*100)/100))
	}
	return passed()
}

// under is what holds inside an element with this style.
func (at painted) under(style string) painted {
	if style == "" {
		return at
	}
	d := declared(style)
	if v, ok := d["color"]; ok {
		at.ink, at.hasInk = colour(v)
	}
	for _, name := range []string{"background", "background-color"} {
		if v, ok := d[name]; ok && v != "transparent" && v != "none" && v != "inherit" {
			at.paper, at.hasPaper = colour(v)
		}
	}
	if v, ok := d["background-image"]; ok && v != "none" {
		at.hasPaper = false
	}
	if v, ok := d["opacity"]; ok && v != "1" {
		at.hasInk, at.hasPaper = false, false
	}
	if px, ok := pixels(d["font-size"], at.px); ok {
		at.px = px
	}
	if v, ok := d["font-weight"]; ok {
		at.bold = v == "bold" || v == "bolder" || number(v) >= 700
	}
	at.large = at.px >= 24 || at.bold && at.px >= 18.66
	return at
}
