package model

import (
	"reflect"
	"strings"
	"sync"

	"ferrovirt.org/go/ferrovirt/document"
)

// Form is how a variant's payload stands in the buffer.
type Form int

const (
	// Nothing says that there is none.
	Nothing Form = iota
	// Fields says that the fields of the struct are its own.
	Fields
	// Optional is like Fields, but the payload may be absent.
	Optional
	// Value says that the only field of the struct is the payload.
	Value
)

type variant struct {
	word string
	form Form
	kind reflect.Type
}

type union struct {
	byWord map[string]*variant
	byKind map[reflect.Type]*variant
}

// unions are complete when the program starts.
var unions = map[reflect.Type]*union{}

// Variant describes a variant of a union.
func Variant[T any](word string, form Form) variant { //nolint:revive // only handed on
	return variant{word, form, reflect.TypeFor[T]()}
}

// Union tells the variants of a union; packages of documents do so when the program starts.
func Union[T any](variants ...variant) {
	made := &union{map[string]*variant{}, map[reflect.Type]*variant{}}
	for index := range variants {
		made.byWord[variants[index].word] = &variants[index]
		made.byKind[reflect.PointerTo(variants[index].kind)] = &variants[index]
	}
	unions[reflect.TypeFor[T]()] = made
}

func init() {
	Union[document.RawNode](
		Variant[document.RawChild]("element", Value),
		Variant[document.RawText]("text", Value),
		Variant[document.RawComment]("comment", Value),
	)
}

type field struct {
	key        string
	isRequired bool
	// The word of the variant that an interface without a value stands for.
	variant string
	index   int
}

type plan struct {
	fields []field
	byKey  map[string]int
	// The field that tells that an empty payload is there, or -1.
	present int
}

var plans sync.Map

// planOf is how a struct stands in the buffer.
func planOf(kind reflect.Type) *plan {
	if found, ok := plans.Load(kind); ok {
		return found.(*plan)
	}
	made := &plan{byKey: map[string]int{}, present: -1}
	for index := range kind.NumField() {
		tag := kind.Field(index).Tag.Get("document")
		if tag == "-" {
			made.present = index
			continue
		}
		key, rest, _ := strings.Cut(tag, ",")
		made.byKey[key] = index
		variant, _ := strings.CutPrefix(rest, "default=")
		if rest == "required" {
			variant = ""
		}
		made.fields = append(made.fields, field{key, rest == "required", variant, index})
	}
	found, _ := plans.LoadOrStore(kind, made)
	return found.(*plan)
}
