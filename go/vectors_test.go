package ferrovirt_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"ferrovirt.org/go/ferrovirt"
)

// vector is one test of the files that all languages share; what its steps say is in tests/vectors/README.md.
type vector struct {
	Name  string
	Steps []vectorStep
}

type vectorStep = map[string]json.RawMessage

// vectorKinds has the kinds of steps, with the other keys that each of them may have.
var vectorKinds = map[string]struct {
	act  func(*vectorRun, vectorStep) (any, error)
	keys string
}{
	"open":      {(*vectorRun).open, "read_only"},
	"call":      {(*vectorRun).call, "on with timeout cancel_after"},
	"get":       {(*vectorRun).get, "of"},
	"subscribe": {(*vectorRun).subscribe, "to capacity"},
	"next":      {(*vectorRun).next, "event kind"},
	"upload":    {(*vectorRun).upload, "data"},
	"download":  {(*vectorRun).download, ""},
	"read":      {(*vectorRun).read, "xml strict"},
	"print":     {(*vectorRun).print, ""},
	"field":     {(*vectorRun).field, "of"},
	"set":       {(*vectorRun).set, "of to"},
	"diff":      {(*vectorRun).diff, ""},
	"same":      {(*vectorRun).same, ""},
	"different": {(*vectorRun).different, ""},
}

func TestVectors(t *testing.T) {
	folder := must(filepath.Abs("../tests/vectors"))(t)
	files := must(filepath.Glob(filepath.Join(folder, "*.json")))(t)
	if len(files) == 0 {
		t.Skip("the vectors are not beside the module")
	}
	for _, file := range files {
		var vectors struct{ Tests []vector }
		done(t, json.Unmarshal(must(os.ReadFile(file))(t), &vectors))
		for _, vector := range vectors.Tests {
			name := strings.TrimSuffix(filepath.Base(file), ".json") + "/" + vector.Name
			passed := t.Run(name, func(t *testing.T) {
				run := &vectorRun{ctx: bounded(t), folder: folder, variables: map[string]any{"vectors": folder}}
				defer run.close()
				for _, step := range vector.Steps {
					if err := run.step(step); err != nil {
						t.Fatalf("%s\nin the step %s", err, shown(step))
					}
				}
			})
			if passed {
				noteVector(t, name)
			}
		}
	}
}

func shown(step vectorStep) string {
	text, _ := json.Marshal(step)
	return string(text)
}

// noteVector adds the name to the list of those that Go ran, if somebody wants it.
func noteVector(t *testing.T, name string) {
	ran := os.Getenv("FERROVIRT_VECTORS_RAN")
	if ran == "" {
		return
	}
	file := must(os.OpenFile(filepath.Join(ran, "go"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644))(t)
	must(fmt.Fprintln(file, name))(t)
	done(t, file.Close())
}

// vectorRun has the variables of a test.
type vectorRun struct {
	ctx       context.Context
	folder    string
	variables map[string]any
}

func (r *vectorRun) close() {
	for _, value := range r.variables {
		if connection, ok := value.(*ferrovirt.Connection); ok {
			_ = connection.Close()
		}
	}
}

func (r *vectorRun) step(step vectorStep) error {
	if _, ok := step["times"]; ok {
		return r.times(step)
	}
	kind := ""
	for key := range step {
		if _, ok := vectorKinds[key]; ok {
			kind = key
		}
	}
	known, ok := vectorKinds[kind]
	if !ok {
		return errors.New("there is no such step")
	}
	for key := range step {
		if !strings.Contains(" "+known.keys+" as expect error cancelled "+kind+" ", " "+key+" ") {
			return fmt.Errorf("a step %s has no %q", kind, key)
		}
	}
	outcome, err := known.act(r, step)
	switch expected, fails := step["error"]; {
	case step["cancelled"] != nil:
		if !errors.Is(err, context.Canceled) {
			return fmt.Errorf("it was not cancelled: %v, %v", outcome, err)
		}
		return nil
	case fails:
		var found *ferrovirt.Error
		if !errors.As(err, &found) || !errors.Is(err, found.Code) {
			return fmt.Errorf("no such error: %v, %v", outcome, err)
		}
		return r.agrees(errorFields(found), expected)
	case err != nil:
		return err
	}
	if expected, ok := step["expect"]; ok {
		if err := r.agrees(outcome, expected); err != nil {
			return err
		}
	}
	if name, ok := step["as"]; ok {
		r.variables[plainText(name)] = outcome
	}
	return nil
}

// errorFields is an error with the names of the definition.
func errorFields(err *ferrovirt.Error) map[string]any {
	fields := map[string]any{
		"code": int32(err.Code), "code_name": err.Code.Name(), "domain": int32(err.Domain), "level": int32(err.Level),
		"message": err.Message, "hint": err.Hint, "cause": err.Cause, "number": int(err.Number),
	}
	if err.Object != nil {
		fields["object_kind"], fields["object_name"] = err.Object.Kind, err.Object.Name
	}
	if err.Position != nil {
		fields["line"], fields["column"] = err.Position.Line, err.Position.Column
	}
	return fields
}

func (r *vectorRun) open(step vectorStep) (any, error) {
	options := ferrovirt.OpenOptions{ReadOnly: string(step["read_only"]) == "true"}
	return orNil(ferrovirt.OpenWith(r.ctx, r.text(step["open"]), options))
}

// orNil keeps a nil pointer from becoming an interface that is none.
func orNil[T any](value *T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return value, nil
}

func (r *vectorRun) call(step vectorStep) (any, error) {
	ctx := r.ctx
	if limit, ok := step["timeout"]; ok {
		limited, cancel := context.WithTimeout(ctx, seconds(limit))
		defer cancel()
		ctx = limited
	}
	if after, ok := step["cancel_after"]; ok {
		cancelled, cancel := context.WithCancel(ctx)
		defer cancel()
		defer time.AfterFunc(seconds(after), cancel).Stop()
		ctx = cancelled
	}
	name := plainText(step["call"])
	method, ok := methodOf(reflect.ValueOf(r.value(step["on"])), name)
	if !ok {
		return nil, fmt.Errorf("there is no method %q", name)
	}
	var given []json.RawMessage
	if with, ok := step["with"]; ok {
		if err := json.Unmarshal(with, &given); err != nil {
			return nil, err
		}
	}
	var arguments []reflect.Value
	for index := range method.Type().NumIn() {
		kind := method.Type().In(index)
		argument := reflect.New(kind).Elem()
		if kind == reflect.TypeFor[context.Context]() {
			argument.Set(reflect.ValueOf(ctx))
		} else if len(given) > 0 {
			if err := fill(argument, r.value(given[0])); err != nil {
				return nil, err
			}
			given = given[1:]
		}
		arguments = append(arguments, argument)
	}
	if len(given) > 0 {
		return nil, errors.New("there are too many arguments")
	}
	return outcome(method.Call(arguments))
}

func outcome(results []reflect.Value) (any, error) {
	var result any
	for _, found := range results {
		if err, ok := found.Interface().(error); ok {
			return nil, err
		}
		if found.Type() != reflect.TypeFor[error]() {
			result = found.Interface()
		}
	}
	return result, nil
}

func seconds(given json.RawMessage) time.Duration {
	var seconds float64
	if err := json.Unmarshal(given, &seconds); err != nil {
		panic(err)
	}
	return time.Duration(seconds * float64(time.Second))
}

func (r *vectorRun) get(step vectorStep) (any, error) {
	name := plainText(step["get"])
	found := reflect.ValueOf(r.value(step["of"]))
	if method, ok := methodOf(found, name); ok && method.Type().NumIn() == 0 {
		return outcome(method.Call(nil))
	}
	if field, ok := fieldOf(found, name); ok {
		return field.Interface(), nil
	}
	return nil, fmt.Errorf("there is no %q", name)
}

func (r *vectorRun) subscribe(step vectorStep) (any, error) {
	var filter ferrovirt.EventFilter
	if capacity, ok := step["capacity"]; ok {
		if err := json.Unmarshal(capacity, &filter.Capacity); err != nil {
			return nil, err
		}
	}
	var objects map[string]json.RawMessage
	if to, ok := step["to"]; ok {
		if err := json.Unmarshal(to, &objects); err != nil {
			return nil, err
		}
	}
	for name, object := range objects {
		field, ok := fieldOf(reflect.ValueOf(&filter), name)
		if !ok {
			return nil, fmt.Errorf("events are of no %q", name)
		}
		field.Set(reflect.ValueOf(r.value(object)))
	}
	return orNil(r.value(step["subscribe"]).(*ferrovirt.Connection).Events(filter))
}

func (r *vectorRun) next(step vectorStep) (any, error) {
	event, err := r.value(step["next"]).(*ferrovirt.EventSubscription).Next(r.ctx)
	if err != nil {
		return nil, err
	}
	if string(step["event"]) == "null" {
		if event != nil {
			return nil, fmt.Errorf("there is an event: %v", event)
		}
		return nil, nil
	}
	name := plainText(step["event"])
	if found := typeName(event); found != name && found != name+"Event" {
		return nil, fmt.Errorf("the event is a %s: %v", found, event)
	}
	if kind, ok := step["kind"]; ok {
		field, ok := fieldOf(reflect.ValueOf(event), "kind")
		if !ok || typeName(field.Interface()) != name+plainText(kind) {
			return nil, fmt.Errorf("it is of another kind: %v", event)
		}
	}
	return event, nil
}

func typeName(value any) string {
	if value == nil {
		return "nothing"
	}
	return reflect.TypeOf(value).Name()
}

func (r *vectorRun) upload(step vectorStep) (any, error) {
	stream := r.value(step["upload"]).(*ferrovirt.Stream).With(r.ctx)
	if _, err := stream.Write(r.value(step["data"]).([]byte)); err != nil {
		return nil, err
	}
	return nil, stream.Close()
}

func (r *vectorRun) download(step vectorStep) (any, error) {
	return io.ReadAll(r.value(step["download"]).(*ferrovirt.Stream).With(r.ctx))
}

func (r *vectorRun) times(step vectorStep) error {
	var n int
	var steps []vectorStep
	if err := errors.Join(json.Unmarshal(step["times"], &n), json.Unmarshal(step["steps"], &steps)); err != nil {
		return err
	}
	for turn := range n {
		r.variables[plainText(step["counter"])] = json.Number(fmt.Sprint(turn))
		for _, inner := range steps {
			if err := r.step(inner); err != nil {
				return fmt.Errorf("%w\nin the step %s", err, shown(inner))
			}
		}
	}
	return nil
}

func (r *vectorRun) same(step vectorStep) (any, error) {
	if one, other := r.pair(step["same"]); !isSame(one, other) {
		return nil, fmt.Errorf("%v differs from %v", one, other)
	}
	return nil, nil
}

func (r *vectorRun) different(step vectorStep) (any, error) {
	if one, other := r.pair(step["different"]); isSame(one, other) {
		return nil, fmt.Errorf("%v is the same as %v", one, other)
	}
	return nil, nil
}

func (r *vectorRun) pair(given json.RawMessage) (any, any) {
	var pair [2]json.RawMessage
	if err := json.Unmarshal(given, &pair); err != nil {
		panic(err)
	}
	return r.value(pair[0]), r.value(pair[1])
}

// isSame compares as Go programs do: with Equal where there is one.
func isSame(one, other any) bool {
	if first, ok := one.([]byte); ok {
		return bytes.Equal(first, other.([]byte))
	}
	first, second := reflect.ValueOf(one), reflect.ValueOf(other)
	if first.Kind() == reflect.Slice {
		for index := range min(first.Len(), second.Len()) {
			if !isSame(first.Index(index).Interface(), second.Index(index).Interface()) {
				return false
			}
		}
		return first.Len() == second.Len()
	}
	if equal := first.MethodByName("Equal"); equal.IsValid() {
		return equal.Call([]reflect.Value{second})[0].Bool()
	}
	return reflect.DeepEqual(one, other)
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
