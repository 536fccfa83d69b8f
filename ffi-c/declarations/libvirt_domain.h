/** The map of one virtual processor in an array of maps. */
#define VIR_GET_CPUMAP(cpumaps, maplen, vcpu) (&((cpumaps)[(vcpu) * (maplen)]))

/** Whether a processor is in the map of a virtual processor. */
#define VIR_CPU_USABLE(cpumaps, maplen, vcpu, cpu) (VIR_CPU_USED(VIR_GET_CPUMAP(cpumaps, maplen, vcpu), cpu))

/** Copies the map of a virtual processor; needs <string.h>. */
#define VIR_COPY_CPUMAP(cpumaps, maplen, vcpu, cpumap) \
    memcpy(cpumap, VIR_GET_CPUMAP(cpumaps, maplen, vcpu), maplen)

/** Any callback of a domain event, as the registration takes it. */
#define VIR_DOMAIN_EVENT_CALLBACK(cb) ((virConnectDomainEventGenericCallback)(cb))

/** Another name of the same set. */
#define VIR_KEYCODE_SET_RFB VIR_KEYCODE_SET_QNUM

/** No limit, in KiB. */
#define VIR_DOMAIN_MEMORY_PARAM_UNLIMITED 9007199254740991LL

/** The most keys of one virDomainSendKey. */
#define VIR_DOMAIN_SEND_KEY_MAX_KEYS 16

/** Room for the name of a block statistic. */
#define VIR_DOMAIN_BLOCK_STATS_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH

/* The names that typed parameters and their parts had before they were one type. */
#define VIR_DOMAIN_SCHED_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH
#define VIR_DOMAIN_BLKIO_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH
#define VIR_DOMAIN_MEMORY_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH
#define _virSchedParameter _virTypedParameter
#define _virBlkioParameter _virTypedParameter
#define _virMemoryParameter _virTypedParameter
typedef struct _virTypedParameter virSchedParameter;
typedef virSchedParameter *virSchedParameterPtr;
typedef struct _virTypedParameter virBlkioParameter;
typedef virBlkioParameter *virBlkioParameterPtr;
typedef struct _virTypedParameter virMemoryParameter;
typedef virMemoryParameter *virMemoryParameterPtr;

/* Statistics whose names the hypervisor gives: how they begin, and how they end. */
#define VIR_DOMAIN_STATS_VM_PREFIX "vm."
#define VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_CUR ".cur"
#define VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_SUM ".sum"
#define VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_MAX ".max"
