/* SPDX-License-Identifier: Apache-2.0 */
/* The serial scheme for any processor. */
#include "sched/decode.h"
#include "sched/profile_busy.h"

static inline void take(uint64_t *at, int count, uint64_t need)
{
    for (int t = 0; t < count; t++)
        at[t] += need;
}

#define KERNEL_BUSY   busy_plain
#define KERNEL_WIDTH  32
#define KERNEL_FIND   profile_find_plain
#define KERNEL_DECODE decode_plain
#define KERNEL_TAKE   take
#define KERNEL_TARGET
#include "sched/decode_kernel.h"
