// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"time"

	"osnova/ingest/bodies"
)

// Country is invented: its units, its bodies of self-organization, and how digital each of them is.
type Country struct {
	Seed        uint64
	Scale       float64   // 1 = about as many units as Ukraine
	Years       []int     // of the series, oldest first
	AsOf        time.Time // the day on which the upstreams were written
	Oblasts     []*Oblast
	Raions      []*Raion
	Communities []*Community
	Bodies      []*SelfOrganizationBody
	ground      *ground
}

// Oblast is a unit of the first level. Kind is O (oblast) or K (city with special status).
type Oblast struct {
	Code, Koatuu string
	Name         string // as the codifier has it: Яснопільська
	Short        string // of the centre: Яснопіль
	Latin        string
	Kind         string
	Occupied     bool // the whole of it: in the codifier, without data
	Level        float64
	Raions       []*Raion
}

// Raion is a unit of the second level.
type Raion struct {
	Code, Koatuu string
	Name         string
	Oblast       *Oblast
	Communities  []*Community
}

// Community is a hromada.
type Community struct {
	Code, Koatuu string
	Name         string // as the codifier has it: Вербопільська
	Type         string // міська, селищна, сільська
	Slug         string // of its site, ASCII, unique
	Council      string // ЄДРПОУ of the council, valid
	Budget       string // 10 digits of the local budget
	Oblast       *Oblast
	Raion        *Raion
	Settlements  []*Settlement // the centre first
	Bodies       []*SelfOrganizationBody
	Population   int
	Urban        int // of them in cities and settlements
	Occupied     bool
	FrontLine    bool
	Lat, Lon     float64 // of the centre, degrees
	Wealth       float64 // standard normal, correlates with size
	Base         float64 // standard normal: maturity in the first year
	Pace         float64 // standard normals gained a year
}

// Settlement is a city, settlement or village of a community.
type Settlement struct {
	Code, Koatuu string
	Name         string
	Category     string // M, X, C as in the codifier; B for a district in a city
	Population   int
	Community    *Community
	Districts    []*Settlement // of a large city
}

// SelfOrganizationBody is a body of self-organization of the population (ОСН).
type SelfOrganizationBody struct {
	ID          string // in this country; the pipeline knows it by OSN
	EDRPOU      string // empty where it is no legal person
	Number      int    // in the register of its community
	Name        string
	Type        string // house, street, block, microdistrict, city_district, village, settlement
	LegalStatus string // legal_person, notified, permitted_only
	OtherForm   bool   // a legal person that the state register has under another form than 860
	Status      string // active, expired, terminated, terminating
	Community   *Community
	Settlement  *Settlement
	District    *Settlement // of the city, if it has any
	Permit      time.Time   // decision of the council
	Decision    string      // its number
	Elected     time.Time
	TermEnd     time.Time
	Ended       time.Time // zero unless terminated
	Evidence    time.Time // last sign of activity
	Residents   int
	Delegated   bool // has delegated powers
	Funded      bool // and money for them
	FundsUAH    int  // a year, from the local budget
	Site        bool // has a page of its own
	Base        float64
}

// Active reports whether the body works on the day on which the upstreams were written.
func (b *SelfOrganizationBody) Active() bool { return b.Status == "active" }

// OSN is the osn_id that the pipeline gives the body.
func (b *SelfOrganizationBody) OSN() string {
	return bodies.MakeID(b.EDRPOU, b.Community.Code, fmt.Sprint(b.Number))
}

// Rand is a stream of its own for a feed and a unit: what one feed draws moves nothing in another.
func (c *Country) Rand(feed, unit string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(feed + "\x00" + unit))
	return rand.New(rand.NewPCG(c.Seed, h.Sum64()))
}

// Level is how far a community is in one dimension (D1…D8) in a year, from 0 to 1: its maturity with a bend of its own, so that
// dimensions correlate and do not repeat one another.
func (c *Country) Level(h *Community, dimension string, year int) float64 {
	own := c.Rand("level "+dimension, h.Code).NormFloat64()
	return logistic(0.75*c.maturity(h, year) + 0.6*own + dimensionShift[dimension])
}

// BodyLevel is the same for a body.
func (c *Country) BodyLevel(b *SelfOrganizationBody, dimension string, year int) float64 {
	own := c.Rand("level "+dimension, b.ID).NormFloat64()
	return logistic(0.5*c.maturity(b.Community, year) + 0.6*b.Base + 0.4*own + dimensionShift[dimension] - 0.4)
}

// OblastLevel is the same for an oblast as a whole.
func (c *Country) OblastLevel(o *Oblast, dimension string, year int) float64 {
	own := c.Rand("level "+dimension, o.Code).NormFloat64()
	return logistic(0.8*o.Level + 0.25*own + dimensionShift[dimension] + 0.15*float64(year-c.Years[0]))
}

// Last is the newest year of the series.
func (c *Country) Last() int { return c.Years[len(c.Years)-1] }

func (c *Country) maturity(h *Community, year int) float64 {
	return h.Base + h.Pace*float64(year-c.Years[0])
}

// dimensionShift moves whole dimensions: access is far ahead, staff, equipment and e-democracy are behind.
var dimensionShift = map[string]float64{"D1": -0.1, "D2": -0.5, "D3": 0.9, "D4": -0.1, "D5": -0.4, "D6": -0.2, "D7": -0.6, "D8": 0.3, "SQI": 0.5}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
