package ferrovirt_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"ferrovirt.org/go/ferrovirt"
)

// named is a value of an enumeration or a set of flags, as a vector writes it.
type named struct {
	Enumeration string `json:"$enum"`
	Flags       string `json:"$flags"`
	Number      int64
}

// name is the text that the package has for the value, in lower case.
func (n named) name() string {
	_, name, _ := strings.Cut(n.Enumeration+n.Flags, ".")
	return bare(name)
}

// bare is a name without what differs between languages: underscores and capitals.
func bare(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// plainText is a text of a step that has no variables in it.
func plainText(given json.RawMessage) string {
	var text string
	if err := json.Unmarshal(given, &text); err != nil {
		panic(err)
	}
	return text
}

func decode(given json.RawMessage) any {
	reader := json.NewDecoder(bytes.NewReader(given))
	// Numbers of 64 bits stay what they are.
	reader.UseNumber()
	var value any
	if err := reader.Decode(&value); err != nil {
		panic(err)
	}
	return value
}

func (r *vectorRun) text(given json.RawMessage) string { return r.value(given).(string) }

// value is what a value of a vector stands for.
func (r *vectorRun) value(given json.RawMessage) any { return r.resolved(decode(given)) }

func (r *vectorRun) resolved(value any) any {
	switch value := value.(type) {
	case string:
		return r.substituted(value)
	case []any:
		list := make([]any, len(value))
		for index, item := range value {
			list[index] = r.resolved(item)
		}
		return list
	case map[string]any:
		return r.special(value)
	default:
		return value
	}
}

func (r *vectorRun) special(value map[string]any) any {
	text, _ := json.Marshal(value)
	var fields struct {
		Bytes   *string `json:"$bytes"`
		Pattern *int    `json:"$pattern"`
		Repeat  string  `json:"$repeat"`
		Times   int
		Join    []any          `json:"$join"`
		File    string         `json:"$file"`
		Given   map[string]any `json:"$parameters"`
		named
	}
	reader := json.NewDecoder(bytes.NewReader(text))
	reader.UseNumber()
	if err := reader.Decode(&fields); err != nil {
		panic(err)
	}
	switch {
	case fields.Bytes != nil:
		content, err := hex.DecodeString(*fields.Bytes)
		if err != nil {
			panic(err)
		}
		return content
	case fields.Pattern != nil:
		content := make([]byte, *fields.Pattern)
		for index := range content {
			content[index] = byte(index % 251)
		}
		return content
	case fields.Repeat != "":
		return strings.Repeat(fields.Repeat, fields.Times)
	case fields.Join != nil:
		joined := ""
		for _, part := range fields.Join {
			joined += r.resolved(part).(string)
		}
		return joined
	case fields.File != "":
		content, err := os.ReadFile(filepath.Join(r.folder, fields.File))
		if err != nil {
			panic(err)
		}
		return string(content)
	case fields.Given != nil:
		return r.parameters(fields.Given)
	case fields.Enumeration != "" || fields.Flags != "":
		return fields.named
	}
	panic(fmt.Sprintf("there is no such value: %s", text))
}

func (r *vectorRun) parameters(given map[string]any) []ferrovirt.TypedParameter {
	var parameters []ferrovirt.TypedParameter
	for name, value := range given {
		value = r.resolved(value)
		if number, ok := value.(json.Number); ok {
			whole, err := number.Int64()
			if err != nil {
				panic(err)
			}
			value = whole
		}
		parameter, err := ferrovirt.Parameter(name, value)
		if err != nil {
			panic(err)
		}
		parameters = append(parameters, parameter)
	}
	return parameters
}

func (r *vectorRun) substituted(text string) any {
	for name, value := range r.variables {
		if text == "${"+name+"}" {
			return value
		}
		if strings.Contains(text, "${"+name+"}") {
			text = strings.ReplaceAll(text, "${"+name+"}", fmt.Sprint(value))
		}
	}
	return text
}

// fill puts a value of a vector where a Go value of some type belongs.
func fill(place reflect.Value, value any) error {
	if value == nil {
		return nil
	}
	if place.Type() == reflect.TypeFor[ferrovirt.UUID]() {
		uuid, err := ferrovirt.ParseUUID(value.(string))
		place.Set(reflect.ValueOf(uuid))
		return err
	}
	given := reflect.ValueOf(value)
	if given.Type().AssignableTo(place.Type()) {
		place.Set(given)
		return nil
	}
	switch value := value.(type) {
	case named:
		return fillNamed(place, value)
	case json.Number:
		if place.Kind() == reflect.Pointer {
			break
		}
		return json.Unmarshal([]byte(value), place.Addr().Interface())
	case string:
		if place.Kind() == reflect.String {
			place.SetString(value)
			return nil
		}
	case []any:
		if place.Kind() == reflect.Slice {
			place.Set(reflect.MakeSlice(place.Type(), len(value), len(value)))
			for index, item := range value {
				if err := fill(place.Index(index), item); err != nil {
					return err
				}
			}
			return nil
		}
	}
	if place.Kind() == reflect.Pointer {
		place.Set(reflect.New(place.Type().Elem()))
		return fill(place.Elem(), value)
	}
	return fmt.Errorf("%v is no %s", value, place.Type())
}

func fillNamed(place reflect.Value, value named) error {
	switch {
	case place.CanInt():
		place.SetInt(value.Number)
	case place.CanUint():
		place.SetUint(uint64(value.Number))
	default:
		return fmt.Errorf("%v is no %s", value, place.Type())
	}
	return agreesNamed(place.Interface(), value)
}

// agreesNamed compares a number, and its name where it has one.
func agreesNamed(found any, expected named) error {
	value := reflect.ValueOf(found)
	number := int64(math.MinInt64)
	switch {
	case value.CanInt():
		number = value.Int()
	case value.CanUint():
		number = int64(value.Uint())
	}
	if number != expected.Number {
		return fmt.Errorf("found %v, expected %v", found, expected)
	}
	if text, ok := found.(fmt.Stringer); ok && expected.name() != "" && bare(text.String()) != expected.name() {
		return fmt.Errorf("%d is %s, expected %v", number, text, expected)
	}
	return nil
}

// methodOf finds a method by its name in the definition.
func methodOf(value reflect.Value, name string) (reflect.Value, bool) {
	for index := range value.NumMethod() {
		if bare(value.Type().Method(index).Name) == bare(name) {
			return value.Method(index), true
		}
	}
	return reflect.Value{}, false
}

// fieldOf finds a field by its name in the definition; that a union is one of several shapes is not seen.
func fieldOf(value reflect.Value, name string) (reflect.Value, bool) {
	for value.Kind() == reflect.Pointer || value.Kind() == reflect.Interface {
		value = value.Elem()
	}
	if value.Kind() != reflect.Struct {
		return reflect.Value{}, false
	}
	for index := range value.NumField() {
		field := value.Type().Field(index)
		tag, _, _ := strings.Cut(field.Tag.Get("document"), ",")
		if field.IsExported() && (tag == name || bare(field.Name) == bare(name)) {
			return value.Field(index), true
		}
	}
	// A shape that has nothing but one value.
	if value.NumField() == 1 && value.Type().Field(0).Name == "Value" {
		return fieldOf(value.Field(0), name)
	}
	return reflect.Value{}, false
}

// agrees says in which way what was found is not what is expected.
func (r *vectorRun) agrees(found any, expected json.RawMessage) error {
	return r.compare(found, decode(expected))
}

func (r *vectorRun) compare(found, expected any) error {
	found = withoutPointer(found)
	switch expected := expected.(type) {
	case map[string]any:
		return r.compareWith(found, expected)
	case []any:
		list := reflect.ValueOf(found)
		if list.Kind() != reflect.Slice || list.Len() != len(expected) {
			return fmt.Errorf("found %v, expected %v", found, expected)
		}
		for index, item := range expected {
			if err := r.compare(list.Index(index).Interface(), item); err != nil {
				return fmt.Errorf("%d: %w", index, err)
			}
		}
		return nil
	}
	value := r.resolved(expected)
	if content, ok := value.([]byte); ok {
		if !isSame(content, found) {
			return errors.New("other bytes")
		}
		return nil
	}
	if value == nil && isNothing(found) || fmt.Sprint(found) == fmt.Sprint(value) && value != nil {
		return nil
	}
	return fmt.Errorf("found %v, expected %v", found, value)
}

// isNothing says that a value is none; of words, the empty one is.
func isNothing(found any) bool {
	value := reflect.ValueOf(found)
	return found == nil || value.Kind() == reflect.String && value.Len() == 0 || value.Kind() == reflect.Slice && value.IsNil()
}

// withoutPointer is what a pointer to a plain value holds, nil for none.
func withoutPointer(found any) any {
	value := reflect.ValueOf(found)
	if value.Kind() != reflect.Pointer {
		return found
	}
	if value.IsNil() {
		return nil
	}
	if value.Elem().Kind() == reflect.Struct {
		return found
	}
	return value.Elem().Interface()
}

func (r *vectorRun) compareWith(found any, expected map[string]any) error {
	for key, inner := range expected {
		if strings.HasPrefix(key, "$") {
			return r.compareSpecial(found, key, inner, expected)
		}
	}
	for name, inner := range expected {
		field, err := member(found, name)
		if err == nil {
			err = r.compare(field, inner)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// compareSpecial compares with what is no plain value: the key says how, and `all` has what stands beside it.
func (r *vectorRun) compareSpecial(found any, key string, inner any, all map[string]any) error {
	switch key {
	case "$any":
		if isNothing(found) {
			return errors.New("there is nothing")
		}
		return nil
	case "$contains":
		if part := r.resolved(inner).(string); !strings.Contains(fmt.Sprint(found), part) {
			return fmt.Errorf("%v does not contain %q", found, part)
		}
		return nil
	case "$not":
		if r.compare(found, inner) == nil {
			return fmt.Errorf("found %v", found)
		}
		return nil
	case "$length":
		if n := reflect.ValueOf(found).Len(); fmt.Sprint(n) != fmt.Sprint(inner) {
			return fmt.Errorf("the length is %d", n)
		}
		return nil
	case "$sha256":
		content := found.([]byte)
		if digest(content) != inner || fmt.Sprint(len(content)) != fmt.Sprint(all["length"]) {
			return fmt.Errorf("other bytes, %d of them", len(content))
		}
		return nil
	case "$unordered":
		return r.compareUnordered(reflect.ValueOf(found), inner.([]any))
	case "$enum", "$flags":
		return agreesNamed(found, r.special(all).(named))
	case "$bytes", "$pattern", "$repeat", "$join", "$file":
		if value := r.special(all); !isSame(value, found) {
			return fmt.Errorf("found %v, expected %v", found, value)
		}
		return nil
	}
	return fmt.Errorf("nothing is compared with %q", key)
}

func (r *vectorRun) compareUnordered(found reflect.Value, expected []any) error {
	if found.Len() != len(expected) {
		return fmt.Errorf("there are %d: %v", found.Len(), found)
	}
	for _, item := range expected {
		isThere := false
		for index := range found.Len() {
			isThere = isThere || r.compare(found.Index(index).Interface(), item) == nil
		}
		if !isThere {
			return fmt.Errorf("%v is not in %v", item, found)
		}
	}
	return nil
}

// member is a field of a record, what an object says of itself, or a typed parameter.
func member(found any, name string) (any, error) {
	switch found := found.(type) {
	case map[string]any:
		return found[name], nil
	case []ferrovirt.TypedParameter:
		if value, ok := ferrovirt.Lookup(found, name); ok {
			return ferrovirt.Plain(value), nil
		}
		return nil, errors.New("there is no such parameter")
	}
	value := reflect.ValueOf(found)
	if found != nil {
		if field, ok := fieldOf(value, name); ok {
			return field.Interface(), nil
		}
		if method, ok := methodOf(value, name); ok && method.Type().NumIn() == 0 {
			return outcome(method.Call(nil))
		}
	}
	return nil, errors.New("there is no such field")
}
