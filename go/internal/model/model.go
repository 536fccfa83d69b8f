// Package model takes documents to the core and back, as one buffer of JSON.
//
// There an object is a map without the fields that are not set, and a variant of a union is a map with one entry, whose
// key picks it.
package model

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"ferrovirt.org/go/ferrovirt"
	"ferrovirt.org/go/ferrovirt/document"
)

// Kind is what the core has to know of a document.
type Kind struct {
	// Kind is the kind.
	Kind ferrovirt.DocumentKind
	// Word picks the element, for a kind that has several.
	Word string
}

// Parse reads a document.
func Parse[T any](kind Kind, xml string, mode []document.Mode) (*T, error) {
	buffer, err := ferrovirt.ReadDocument(kind.Kind, xml, slices.Contains(mode, document.Strict))
	if err != nil {
		return nil, err
	}
	in := decoder{data: buffer}
	read := new(T)
	if kind.Word == "" {
		in.value(reflect.ValueOf(read).Elem())
	} else {
		in.object(func(word string) {
			if word != kind.Word {
				in.fail(fmt.Sprintf("expected a document <%s>, not <%s>", kind.Word, word))
				return
			}
			in.value(reflect.ValueOf(read).Elem())
		})
	}
	return read, in.err()
}

func buffer(kind Kind, document any) ([]byte, error) {
	value := reflect.ValueOf(document)
	if value.IsNil() {
		return nil, errors.New("ferrovirt: there is no document")
	}
	var out encoder
	if kind.Word != "" {
		out.data = append(quoted(append(out.data, '{'), kind.Word), ':')
	}
	out.value(value.Elem())
	if kind.Word != "" {
		out.data = append(out.data, '}')
	}
	return out.data, out.failure
}

// Print is the text of a document.
func Print(kind Kind, document any) (string, error) {
	data, err := buffer(kind, document)
	if err != nil {
		return "", err
	}
	return ferrovirt.WriteDocument(kind.Kind, data)
}

// Diff says what differs.
func Diff(kind Kind, older, newer any) ([]ferrovirt.DocumentChange, error) {
	before, err := buffer(kind, older)
	if err != nil {
		return nil, err
	}
	after, err := buffer(kind, newer)
	if err != nil {
		return nil, err
	}
	return ferrovirt.DiffDocuments(kind.Kind, before, after)
}

// Equal says whether the same fields are set to the same values.
func Equal[T any](one, other *T) bool {
	if one == nil || other == nil {
		return one == other
	}
	var first, second encoder
	first.value(reflect.ValueOf(one).Elem())
	second.value(reflect.ValueOf(other).Elem())
	return bytes.Equal(first.data, second.data)
}

// Clone is a copy that shares nothing.
func Clone[T any](original *T) *T {
	if original == nil {
		return nil
	}
	var out encoder
	out.value(reflect.ValueOf(original).Elem())
	in := decoder{data: out.data}
	copied := new(T)
	in.value(reflect.ValueOf(copied).Elem())
	return copied
}
