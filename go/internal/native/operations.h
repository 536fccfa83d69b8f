// What the generated table of operations is made of.
#ifndef FERROVIRT_OPERATIONS_H
#define FERROVIRT_OPERATIONS_H

#include "calls.h"

// A future's functions, which differ by the kind of its answer.
typedef struct ferrovirt_future {
    void (*poll)(uint64_t future, ferrovirt_continuation continuation, uint64_t data);
    void (*complete)(uint64_t future, ferrovirt_answer *answer, ferrovirt_status *status);
    void (*release)(uint64_t future);
} ferrovirt_future;

// A call that is being made.
typedef struct ferrovirt_call {
    // The arguments that were not taken yet.
    const uint8_t *arguments;
    uint64_t object;
    ferrovirt_status status;
    ferrovirt_answer *answer;
    // Of a call that may wait: its future.
    uint64_t future;
    const ferrovirt_future *kind;
} ferrovirt_call;

typedef void (*ferrovirt_operation)(ferrovirt_call *call);

// The next argument.
uint64_t ferrovirt_take_number(ferrovirt_call *call);
double ferrovirt_take_double(ferrovirt_call *call);
ferrovirt_buffer ferrovirt_take_buffer(ferrovirt_call *call);

// A number's bits.
uint64_t ferrovirt_bits(double number);

extern const ferrovirt_operation ferrovirt_operations[];

ferrovirt_buffer ffi_ferrovirt_bindings_rustbuffer_alloc(uint64_t size, ferrovirt_status *status);
void ffi_ferrovirt_bindings_rustbuffer_free(ferrovirt_buffer buffer, ferrovirt_status *status);
uint32_t ffi_ferrovirt_bindings_uniffi_contract_version(void);

#endif
