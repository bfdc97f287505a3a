// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"

	"osnova/metrics/composite"
)

// readSteps reads the steps of an index from JSON: the keys of a spec in YAML, as strictly. A page writes them itself, so that the engine
// needs no reader of YAML.
func readSteps(text json.RawMessage) (spec composite.Spec, err error) {
	if len(text) == 0 || string(text) == "null" {
		return spec, errors.New(`steps: give them as JSON, such as {"normalise": "minmax", "aggregate": "amean"}`)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	form, err := readValue(d, "steps")
	if err != nil {
		return spec, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return spec, errors.New("steps: something stands behind their end")
	}
	if _, ok := form.(map[string]any); !ok {
		return spec, errors.New("steps: give a mapping of steps")
	}
	if err := fillValue(reflect.ValueOf(&spec).Elem(), form, "steps"); err != nil {
		return spec, err
	}
	return spec, spec.Check()
}

// readValue reads a value of JSON; a key that stands twice in a mapping is an error, which encoding/json lets pass.
func readValue(d *json.Decoder, where string) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, fmt.Errorf("%s: no JSON: %w", where, err)
	}
	switch token {
	case json.Delim('{'):
		out := map[string]any{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, fmt.Errorf("%s: no JSON: %w", where, err)
			}
			key, _ := name.(string)
			if _, twice := out[key]; twice {
				return nil, fmt.Errorf("%s: the key %s is there twice", where, key)
			}
			if out[key], err = readValue(d, where+"."+key); err != nil {
				return nil, err
			}
		}
		_, err = d.Token()
		return out, err
	case json.Delim('['):
		out := []any{}
		for d.More() {
			one, err := readValue(d, where)
			if err != nil {
				return nil, err
			}
			out = append(out, one)
		}
		_, err = d.Token()
		return out, err
	}
	if n, ok := token.(json.Number); ok {
		return readNumber(n, where)
	}
	return token, nil
}

// readNumber gives whole numbers as int64, others as float64.
func readNumber(n json.Number, where string) (any, error) {
	if whole, err := n.Int64(); err == nil {
		return whole, nil
	}
	v, err := n.Float64()
	if err != nil {
		return nil, fmt.Errorf("%s: %s is beyond what a number holds", where, n)
	}
	return v, nil
}

// selfReader is what reads several forms of a key by itself, see metrics/composite.
type selfReader interface {
	UnmarshalYAML(decode func(any) error) error
}

// fillValue puts a value of JSON into a part of a spec. A part that reads itself is asked first; its own fields come back here.
func fillValue(into reflect.Value, form any, where string) error {
	if form == nil {
		return nil // as an empty key of YAML: the step is skipped
	}
	if into.Kind() == reflect.Pointer {
		if into.IsNil() {
			into.Set(reflect.New(into.Type().Elem()))
		}
		return fillValue(into.Elem(), form, where)
	}
	if self, ok := into.Addr().Interface().(selfReader); ok {
		err := self.UnmarshalYAML(func(part any) error { return fillValue(reflect.ValueOf(part).Elem(), form, where) })
		if err != nil && !strings.HasPrefix(err.Error(), "steps") {
			err = fmt.Errorf("%s: %w", where, err)
		}
		return err
	}
	switch into.Kind() {
	case reflect.Interface:
		into.Set(reflect.ValueOf(form))
		return nil
	case reflect.Struct:
		return fillFields(into, form, where)
	case reflect.Map:
		parts, ok := form.(map[string]any)
		if !ok {
			return fmt.Errorf("%s: give a mapping", where)
		}
		into.Set(reflect.MakeMap(into.Type()))
		for key, part := range parts {
			one := reflect.New(into.Type().Elem()).Elem()
			if err := fillValue(one, part, where+"."+key); err != nil {
				return err
			}
			into.SetMapIndex(reflect.ValueOf(key), one)
		}
		return nil
	case reflect.Slice:
		list, ok := form.([]any)
		if !ok {
			return fmt.Errorf("%s: give a list", where)
		}
		into.Set(reflect.MakeSlice(into.Type(), len(list), len(list)))
		for i, part := range list {
			if err := fillValue(into.Index(i), part, fmt.Sprintf("%s[%d]", where, i)); err != nil {
				return err
			}
		}
		return nil
	}
	return fillPlain(into, form, where)
}

// fillFields fills the fields of a struct by their names in YAML; a key that none has is an error.
func fillFields(into reflect.Value, form any, where string) error {
	parts, ok := form.(map[string]any)
	if !ok {
		return fmt.Errorf("%s: give a mapping", where)
	}
	places, have := map[string]int{}, []string(nil)
	for i := range into.NumField() {
		if name := into.Type().Field(i).Tag.Get("yaml"); name != "" {
			places[name], have = i, append(have, name)
		}
	}
	for _, key := range sortedKeys(parts) {
		i, known := places[key]
		if !known {
			return fmt.Errorf("%s: there is no key %s: there are %s", where, key, strings.Join(have, ", "))
		}
		if err := fillValue(into.Field(i), parts[key], where+"."+key); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys(parts map[string]any) []string {
	var keys []string
	for key := range parts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// plainKinds are what a person writes for a kind of Go.
var plainKinds = map[reflect.Kind]string{
	reflect.String: "a word", reflect.Bool: "true or false", reflect.Float64: "a number", reflect.Int: "a whole number",
	reflect.Uint64: "a whole number of 0 or more",
}

// fillPlain fills a word, a number or a truth.
func fillPlain(into reflect.Value, form any, where string) error {
	switch v := form.(type) {
	case string:
		if into.Kind() == reflect.String {
			into.SetString(v)
			return nil
		}
	case bool:
		if into.Kind() == reflect.Bool {
			into.SetBool(v)
			return nil
		}
	case int64:
		switch {
		case into.CanFloat():
			into.SetFloat(float64(v))
			return nil
		case into.CanInt() && !into.OverflowInt(v):
			into.SetInt(v)
			return nil
		case into.CanUint() && v >= 0 && !into.OverflowUint(uint64(v)):
			into.SetUint(uint64(v))
			return nil
		}
	case float64:
		if into.CanFloat() && !math.IsInf(v, 0) {
			into.SetFloat(v)
			return nil
		}
	}
	return fmt.Errorf("%s: the value has the wrong form: give %s", where, plainKinds[into.Kind()])
}
