/* The helpers for typed parameters: growing arrays, every type, what does not fit. */
#include "show.h"

int main(void)
{
    virTypedParameterPtr parameters = NULL;
    int count = 0, room = 0, number = 0;
    unsigned int positive = 0;
    long long large = 0;
    unsigned long long larger = 0;
    double real = 0;
    const char *text = NULL;
    const char *texts[] = { "one", "two", NULL };
    char longest[VIR_TYPED_PARAM_FIELD_LENGTH + 1];

    virInitialize();
    virSetErrorFunc(NULL, show_nothing);
    NUMBER(virTypedParamsAddInt(&parameters, &count, &room, "int", -1));
    NUMBER(virTypedParamsAddUInt(&parameters, &count, &room, "uint", 1));
    NUMBER(virTypedParamsAddLLong(&parameters, &count, &room, "llong", -2));
    NUMBER(virTypedParamsAddULLong(&parameters, &count, &room, "ullong", 2));
    NUMBER(virTypedParamsAddDouble(&parameters, &count, &room, "double", 0.5));
    NUMBER(virTypedParamsAddBoolean(&parameters, &count, &room, "boolean", 1));
    NUMBER(virTypedParamsAddString(&parameters, &count, &room, "string", "text"));
    NUMBER(virTypedParamsAddStringList(&parameters, &count, &room, "list", texts));
    NUMBER(virTypedParamsAddFromString(&parameters, &count, &room, "parsed", VIR_TYPED_PARAM_INT, "17"));
    NUMBER(virTypedParamsAddFromString(&parameters, &count, &room, "bad", VIR_TYPED_PARAM_INT, "many"));
    memset(longest, 'x', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = 0;
    NUMBER(virTypedParamsAddInt(&parameters, &count, &room, longest, 1));
    printf("%d of them\n", count);
    for (int index = 0; index < count; index++)
        printf("- %s, a %d\n", parameters[index].field, parameters[index].type);

    NUMBER(virTypedParamsGetInt(parameters, count, "int", &number));
    NUMBER(virTypedParamsGetInt(parameters, count, "uint", &number));
    NUMBER(virTypedParamsGetInt(parameters, count, "nothing", &number));
    NUMBER(virTypedParamsGetInt(parameters, count, "int", NULL));
    NUMBER(virTypedParamsGetUInt(parameters, count, "uint", &positive));
    NUMBER(virTypedParamsGetLLong(parameters, count, "llong", &large));
    NUMBER(virTypedParamsGetULLong(parameters, count, "ullong", &larger));
    NUMBER(virTypedParamsGetDouble(parameters, count, "double", &real));
    NUMBER(virTypedParamsGetBoolean(parameters, count, "boolean", &number));
    NUMBER(virTypedParamsGetString(parameters, count, "string", &text));
    printf("%d %u %lld %llu %g %s\n", number, positive, large, larger, real, text);
    printf("%s\n", virTypedParamsGet(parameters, count, "parsed") ? "found" : "not found");
    printf("%s\n", virTypedParamsGet(parameters, count, "nothing") ? "found" : "not found");
    virTypedParamsClear(parameters, count);
    virTypedParamsFree(parameters, 0);
    virTypedParamsFree(NULL, 0);
    return 0;
}
