package model

import (
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf8"

	"ferrovirt.org/go/ferrovirt/document"
)

// encoder writes JSON.
type encoder struct {
	data    []byte
	failure error
}

func (e *encoder) value(value reflect.Value) {
	switch value.Kind() {
	case reflect.String:
		e.data = quoted(e.data, value.String())
	case reflect.Bool:
		e.data = strconv.AppendBool(e.data, value.Bool())
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.data = strconv.AppendInt(e.data, value.Int(), 10)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		e.data = strconv.AppendUint(e.data, value.Uint(), 10)
	case reflect.Pointer:
		e.value(value.Elem())
	case reflect.Slice:
		e.data = append(e.data, '[')
		for index := range value.Len() {
			if index > 0 {
				e.data = append(e.data, ',')
			}
			e.value(value.Index(index))
		}
		e.data = append(e.data, ']')
	case reflect.Interface:
		e.variant(value)
	case reflect.Struct:
		if attribute, ok := value.Interface().(document.RawAttribute); ok {
			e.data = quoted(append(e.data, '['), attribute.Name)
			e.data = append(quoted(append(e.data, ','), attribute.Value), ']')
			return
		}
		e.fields(value)
	}
}

// isUnset says that a field that may be left out is.
func isUnset(value reflect.Value) bool {
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		return value.IsNil()
	case reflect.Slice, reflect.String:
		return value.Len() == 0
	case reflect.Bool:
		return !value.Bool()
	default:
		return false
	}
}

func (e *encoder) fields(value reflect.Value) {
	e.data = append(e.data, '{')
	start := len(e.data)
	for _, field := range planOf(value.Type()).fields {
		held := value.Field(field.index)
		if !field.isRequired && isUnset(held) {
			if field.variant == "" {
				continue
			}
			standard := reflect.New(held.Type()).Elem()
			standard.Set(reflect.New(unions[held.Type()].byWord[field.variant].kind))
			held = standard
		}
		before := len(e.data)
		if before > start {
			e.data = append(e.data, ',')
		}
		e.data = append(quoted(e.data, field.key), ':')
		content := len(e.data)
		e.value(held)
		// A group of fields of which none is set is as good as none.
		if held.Kind() == reflect.Struct && !field.isRequired && string(e.data[content:]) == "{}" {
			e.data = e.data[:before]
		}
	}
	e.data = append(e.data, '}')
}

func (e *encoder) variant(value reflect.Value) {
	if value.IsNil() {
		e.data = append(e.data, "null"...)
		return
	}
	held := value.Elem()
	found := unions[value.Type()].byKind[held.Type()]
	if found == nil || held.IsNil() {
		if e.failure == nil {
			e.failure = fmt.Errorf("ferrovirt: a nil %v is no value of a document", held.Type())
		}
		e.data = append(e.data, "null"...)
		return
	}
	held = held.Elem()
	e.data = append(quoted(append(e.data, '{'), found.word), ':')
	switch found.form {
	case Nothing:
		e.data = append(e.data, "null"...)
	case Value:
		if content := held.Field(0); isUnset(content) && content.Kind() != reflect.String {
			e.data = append(e.data, "null"...)
		} else {
			e.value(content)
		}
	case Fields, Optional:
		start := len(e.data)
		e.fields(held)
		if found.form == Optional && string(e.data[start:]) == "{}" && !held.Field(planOf(held.Type()).present).Bool() {
			e.data = append(e.data[:start], "null"...)
		}
	}
	e.data = append(e.data, '}')
}

const hexadecimal = "0123456789abcdef"

// quoted adds a text; what is no UTF-8 becomes the replacement character.
func quoted(out []byte, text string) []byte {
	out = append(out, '"')
	for index := 0; index < len(text); {
		letter := text[index]
		switch {
		case letter == '"' || letter == '\\':
			out = append(out, '\\', letter)
			index++
		case letter < ' ':
			out = append(out, '\\', 'u', '0', '0', hexadecimal[letter>>4], hexadecimal[letter&15])
			index++
		case letter < utf8.RuneSelf:
			out = append(out, letter)
			index++
		default:
			found, size := utf8.DecodeRuneInString(text[index:])
			out = utf8.AppendRune(out, found)
			index += size
		}
	}
	return append(out, '"')
}
