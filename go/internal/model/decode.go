package model

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"

	"ferrovirt.org/go/ferrovirt/document"
)

// decoder reads the JSON that the core writes: no spaces, and every key is one that the structs know.
type decoder struct {
	data    []byte
	at      int
	failure string
}

func (d *decoder) err() error {
	if d.failure == "" && d.at == len(d.data) {
		return nil
	}
	if d.failure == "" {
		d.failure = "there is more than a document"
	}
	return fmt.Errorf("ferrovirt: the document: %s", d.failure)
}

// fail keeps the first reason, and ends reading.
func (d *decoder) fail(reason string) {
	if d.failure == "" {
		d.failure = reason
	}
	d.at = len(d.data)
}

func (d *decoder) peek() byte {
	if d.at < len(d.data) {
		return d.data[d.at]
	}
	return 0
}

func (d *decoder) accept(letter byte) bool {
	if d.peek() != letter {
		return false
	}
	d.at++
	return true
}

func (d *decoder) expect(letter byte) {
	if !d.accept(letter) {
		d.fail(fmt.Sprintf("expected %q at byte %d of the buffer", letter, d.at))
	}
}

// text reads a string.
func (d *decoder) text() string {
	d.expect('"')
	start, isPlain := d.at, true
	for d.at < len(d.data) && d.data[d.at] != '"' {
		if d.data[d.at] == '\\' {
			isPlain = false
			d.at++
		}
		d.at++
	}
	if d.at >= len(d.data) {
		d.fail("a text does not end")
		return ""
	}
	d.at++
	if isPlain {
		return string(d.data[start : d.at-1])
	}
	var text string
	if err := json.Unmarshal(d.data[start-1:d.at], &text); err != nil {
		d.fail(err.Error())
	}
	return text
}

// number reads the letters of a number.
func (d *decoder) number() string {
	start := d.at
	for d.peek() == '-' || (d.peek() >= '0' && d.peek() <= '9') {
		d.at++
	}
	return string(d.data[start:d.at])
}

// isNull takes a null if there is one.
func (d *decoder) isNull() bool {
	if d.peek() != 'n' {
		return false
	}
	d.word("null")
	return true
}

func (d *decoder) word(word string) {
	if len(d.data)-d.at < len(word) || string(d.data[d.at:d.at+len(word)]) != word {
		d.fail(fmt.Sprintf("expected %s at byte %d of the buffer", word, d.at))
		return
	}
	d.at += len(word)
}

// object calls for each key, with the value ahead.
func (d *decoder) object(entry func(key string)) {
	d.expect('{')
	if d.accept('}') {
		return
	}
	for d.failure == "" {
		key := d.text()
		d.expect(':')
		entry(key)
		if !d.accept(',') {
			break
		}
	}
	d.expect('}')
}

func (d *decoder) value(into reflect.Value) {
	if d.failure != "" {
		return
	}
	switch into.Kind() {
	case reflect.String:
		into.SetString(d.text())
	case reflect.Bool:
		if d.peek() == 't' {
			d.word("true")
			into.SetBool(true)
		} else {
			d.word("false")
			into.SetBool(false)
		}
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		number, err := strconv.ParseInt(d.number(), 10, into.Type().Bits())
		if err != nil {
			d.fail(err.Error())
		}
		into.SetInt(number)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		number, err := strconv.ParseUint(d.number(), 10, into.Type().Bits())
		if err != nil {
			d.fail(err.Error())
		}
		into.SetUint(number)
	case reflect.Pointer:
		if !d.isNull() {
			into.Set(reflect.New(into.Type().Elem()))
			d.value(into.Elem())
		}
	case reflect.Slice:
		d.list(into)
	case reflect.Interface:
		d.variant(into)
	case reflect.Struct:
		if attribute, ok := into.Addr().Interface().(*document.RawAttribute); ok {
			d.expect('[')
			attribute.Name = d.text()
			d.expect(',')
			attribute.Value = d.text()
			d.expect(']')
			return
		}
		d.fields(into)
	default:
		d.fail(fmt.Sprintf("a document has no %v", into.Type()))
	}
}

func (d *decoder) list(into reflect.Value) {
	d.expect('[')
	if d.accept(']') {
		return
	}
	for d.failure == "" {
		item := reflect.New(into.Type().Elem()).Elem()
		d.value(item)
		into.Set(reflect.Append(into, item))
		if !d.accept(',') {
			break
		}
	}
	d.expect(']')
}

func (d *decoder) fields(into reflect.Value) {
	plan := planOf(into.Type())
	d.object(func(key string) {
		index, ok := plan.byKey[key]
		if !ok {
			d.fail(fmt.Sprintf("%v has no field '%s'", into.Type(), key))
			return
		}
		if field := into.Field(index); field.Kind() == reflect.Pointer || !d.isNull() {
			d.value(field)
		}
	})
}

func (d *decoder) variant(into reflect.Value) {
	if d.isNull() {
		return
	}
	d.object(func(word string) {
		found := unions[into.Type()].byWord[word]
		if found == nil {
			d.fail(fmt.Sprintf("%v cannot be '%s'", into.Type(), word))
			return
		}
		made := reflect.New(found.kind)
		d.payload(found, made.Elem())
		into.Set(made)
	})
}

func (d *decoder) payload(found *variant, into reflect.Value) {
	if d.isNull() {
		return
	}
	switch found.form {
	case Nothing:
		d.fail(fmt.Sprintf("'%s' has a payload", found.word))
	case Value:
		d.value(into.Field(0))
	case Fields:
		d.fields(into)
	case Optional:
		d.fields(into)
		into.Field(planOf(into.Type()).present).SetBool(true)
	}
}
