// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"
)

// The keys of a spec that take several forms read themselves. A decoder of YAML
// hands each its part as often as it asks; nothing here knows the decoder.

// UnmarshalYAML takes the name of a method or the full form.
func (i *Imputation) UnmarshalYAML(decode func(any) error) error {
	if name, ok := bareWord(decode); ok {
		*i = Imputation{Method: name}
		return nil
	}
	type plain Imputation
	return decode((*plain)(i))
}

// UnmarshalYAML sets the JRC's customary bounds where a key is missing: 2, 3.5, 5
// and ct.
func (t *Treatment) UnmarshalYAML(decode func(any) error) error {
	type plain Treatment
	*t = Treatment{Skew: 2, Kurt: 3.5, WinsoriseMax: 5, Log: "ct"}
	return decode((*plain)(t))
}

// UnmarshalYAML takes the name of a method or the full form.
func (n *Normalisation) UnmarshalYAML(decode func(any) error) error {
	if name, ok := bareWord(decode); ok {
		*n = Normalisation{Method: name}
		return nil
	}
	type plain Normalisation
	return decode((*plain)(n))
}

// UnmarshalYAML takes one rule, a list of rules by level, or a mapping of default
// and codes of nodes.
func (a *Aggregation) UnmarshalYAML(decode func(any) error) error {
	var form any
	if err := decode(&form); err != nil {
		return err
	}
	switch v := form.(type) {
	case []any:
		if len(v) == 0 {
			return fmt.Errorf("aggregate: the list is empty: give at least one of %v", rules)
		}
		for _, one := range v {
			r, err := ruleOf(one)
			if err != nil {
				return err
			}
			a.Steps = append(a.Steps, r)
		}
		return nil
	case map[string]any:
		if len(v) == 1 && v["default"] == nil {
			if r, err := ruleOf(v); err == nil {
				a.Steps = []Rule{r}
				return nil
			}
		}
		return a.nodes(v)
	}
	r, err := ruleOf(form)
	if err != nil {
		return err
	}
	a.Steps = []Rule{r}
	return nil
}

func (a *Aggregation) nodes(v map[string]any) error {
	a.Nodes = map[string]Rule{}
	for _, code := range sortedKeys(v) {
		r, err := ruleOf(v[code])
		if err != nil {
			return fmt.Errorf("%s: %w", code, err)
		}
		if code == "default" {
			a.Default = &r
		} else {
			a.Nodes[code] = r
		}
	}
	if a.Default == nil {
		return fmt.Errorf("aggregate: by node needs default, such as {default: amean, CODE: gmean}")
	}
	return nil
}

// UnmarshalYAML takes a name or a mapping of a name to its parameter.
func (r *Rule) UnmarshalYAML(decode func(any) error) error {
	var v any
	if err := decode(&v); err != nil {
		return err
	}
	var err error
	*r, err = ruleOf(v)
	return err
}

func bareWord(decode func(any) error) (string, bool) {
	var v any
	if decode(&v) != nil {
		return "", false
	}
	name, ok := v.(string)
	return name, ok
}

// ruleOf reads amean, {genmean: 2}, {mpi: minus}, {owa: [3, 2, 1]}.
func ruleOf(v any) (Rule, error) {
	var r Rule
	switch v := v.(type) {
	case string:
		r.Kind = v
		if err := known("aggregate", v, rules); err != nil {
			return r, err
		}
		switch v {
		case KindGenMean:
			return r, fmt.Errorf("aggregate: genmean needs its power, such as {genmean: 2}")
		case KindMPI, KindAMPI:
			return r, fmt.Errorf("aggregate: %s needs its sign, such as {%s: minus}", v, v)
		case KindOWA:
			return r, fmt.Errorf("aggregate: owa needs its weights from the largest value down, such as {owa: [1, 2, 3]}")
		}
		return r, nil
	case map[string]any:
		if len(v) != 1 {
			return r, fmt.Errorf("aggregate: a rule is one name with its parameter, got %v", sortedKeys(v))
		}
		r.Kind = sortedKeys(v)[0]
		if err := known("aggregate", r.Kind, rules); err != nil {
			return r, err
		}
		if err := r.parameter(v[r.Kind]); err != nil {
			return r, err
		}
		return r, r.Check()
	}
	return r, fmt.Errorf("aggregate: %v is no rule: give one of %v", v, rules)
}

func (r *Rule) parameter(v any) error {
	switch r.Kind {
	case KindGenMean:
		p, ok := float(v)
		if !ok {
			return fmt.Errorf("aggregate: genmean: %v is no number", v)
		}
		r.Power = p
	case KindMPI, KindAMPI:
		sign, _ := v.(string)
		if !slices.Contains([]string{"plus", "minus"}, sign) {
			return fmt.Errorf("aggregate: %s: %v is neither plus nor minus", r.Kind, v)
		}
		r.Minus = sign == "minus"
	case KindOWA:
		list, ok := v.([]any)
		for _, one := range list {
			w, fits := float(one)
			ok = ok && fits
			r.Order = append(r.Order, w)
		}
		if !ok {
			return fmt.Errorf("aggregate: owa: %v is no list of numbers", v)
		}
	default:
		return fmt.Errorf("aggregate: %s takes no parameter", r.Kind)
	}
	return nil
}

// float takes a number in whatever type a decoder gives it.
func float(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, !math.IsNaN(v)
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case uint64:
		return float64(v), true
	}
	return 0, false
}
