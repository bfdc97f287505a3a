// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"slices"

	"osnova/catalog"
)

// schemaFile is a Frictionless Table Schema. The standard has one title and one description, so the title is Ukrainian and the
// description holds both languages; the keys with @uk and @en keep them apart.
type schemaFile struct {
	Schema        string        `json:"$schema,omitempty"`
	Fields        []schemaField `json:"fields"`
	MissingValues []string      `json:"missingValues"`
	PrimaryKey    []string      `json:"primaryKey,omitempty"`
}

type schemaField struct {
	Name          string         `json:"name"`
	Type          string         `json:"type"`
	Title         string         `json:"title"`
	TitleUK       string         `json:"title@uk"`
	TitleEN       string         `json:"title@en"`
	Description   string         `json:"description"`
	DescriptionUK string         `json:"description@uk"`
	DescriptionEN string         `json:"description@en"`
	Unit          string         `json:"unit,omitempty"`
	Decimal       string         `json:"decimalChar,omitempty"`
	Constraints   map[string]any `json:"constraints,omitempty"`
}

// tableSchema turns a contract into a Table Schema that versions 1 and 2 of the standard read alike.
func tableSchema(k catalog.Contract) schemaFile {
	out := schemaFile{Schema: "https://datapackage.org/profiles/2.0/tableschema.json", Fields: []schemaField{}, MissingValues: []string{""}, PrimaryKey: k.Key}
	for _, c := range k.Columns {
		f := schemaField{Name: c.Name, Type: c.Type, Title: c.UK, TitleUK: c.UK, TitleEN: c.EN, DescriptionUK: c.UK, DescriptionEN: c.EN, Unit: c.Unit}
		if c.Type == catalog.TypeText {
			f.Type = "string"
		}
		if c.Unit != "" {
			f.DescriptionUK += " (одиниця: " + c.Unit + ")"
			f.DescriptionEN += " (unit: " + c.Unit + ")"
		}
		f.Description = f.DescriptionUK + " / " + f.DescriptionEN
		f.Constraints = constraints(c, k.Key)
		out.Fields = append(out.Fields, f)
	}
	return out
}

// excelSchema is that of the twin for spreadsheets: numbers have a comma, and texts may begin with an apostrophe that guards them, so that
// what the contract says of texts does not hold for them.
func excelSchema(k catalog.Contract) schemaFile {
	out := tableSchema(k)
	out.Schema, out.PrimaryKey = "", nil
	for i := range out.Fields {
		f := &out.Fields[i]
		switch f.Type {
		case catalog.TypeNumber:
			f.Decimal = string(excelCSV.decimal)
		case "string":
			f.Constraints = nil
		}
	}
	return out
}

func constraints(c catalog.Column, key []string) map[string]any {
	out := map[string]any{}
	if c.Required || slices.Contains(key, c.Name) {
		out["required"] = true
	}
	if len(key) == 1 && key[0] == c.Name {
		out["unique"] = true
	}
	if c.Pattern != "" && c.Type == catalog.TypeText {
		out["pattern"] = c.Pattern
	}
	if c.Min != nil {
		out["minimum"] = *c.Min
	}
	if c.Max != nil {
		out["maximum"] = *c.Max
	}
	if len(c.Enum) > 0 && c.Type == catalog.TypeText {
		out["enum"] = c.Enum
	}
	return out
}

// csvwMetadata describes one CSV file for "CSV on the Web" (W3C, 2015). The header cell is a title in both languages, as the standard asks.
func csvwMetadata(d catalog.Dataset, licence string) map[string]any {
	var list []map[string]any
	for _, c := range d.Columns {
		column := map[string]any{
			"name": c.Name, "titles": map[string]any{"uk": []string{c.Name, c.UK}, "en": []string{c.Name, c.EN}},
			"datatype": csvwType(c), "null": []string{""},
			"required": c.Required || slices.Contains(d.Key, c.Name),
		}
		if c.Unit != "" {
			column["schema:unitText"] = c.Unit
		}
		list = append(list, column)
	}
	schema := map[string]any{"columns": list}
	if len(d.Key) > 0 {
		schema["primaryKey"] = d.Key
	}
	out := map[string]any{
		"@context":       []any{"http://www.w3.org/ns/csvw", map[string]any{"@language": "uk"}},
		"url":            d.Name + ".csv",
		"dc:title":       bothLanguages(d.Title),
		"dc:description": bothLanguages(d.Description),
		"dc:license":     map[string]any{"@id": licence},
		"dialect":        map[string]any{"encoding": "utf-8", "delimiter": ",", "header": true, "lineTerminators": []string{"\n"}, "quoteChar": `"`, "doubleQuote": true},
		"tableSchema":    schema,
	}
	if d.Synthetic {
		out["schema:keywords"] = "synthetic=true"
	}
	return out
}

func csvwType(c catalog.Column) any {
	base := map[string]string{catalog.TypeInteger: "integer", catalog.TypeNumber: "double", catalog.TypeBoolean: "boolean", catalog.TypeDate: "date"}[c.Type]
	if base == "" {
		base = "string"
	}
	out := map[string]any{"base": base}
	if c.Pattern != "" && base == "string" {
		out["format"] = c.Pattern
	}
	if c.Min != nil {
		out["minimum"] = *c.Min
	}
	if c.Max != nil {
		out["maximum"] = *c.Max
	}
	if len(out) == 1 {
		return base
	}
	return out
}

// bothLanguages is a text as two literals of JSON-LD.
func bothLanguages(t catalog.Text) []map[string]string {
	return []map[string]string{{"@value": t.UK, "@language": "uk"}, {"@value": t.EN, "@language": "en"}}
}
