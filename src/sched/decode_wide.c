/* SPDX-License-Identifier: Apache-2.0 */
/* The serial scheme for processors with 512-bit words. */
#include <assert.h>

#include "sched/decode.h"
#include "sched/profile_busy.h"

#ifdef PROFILE_X86

PROFILE_WIDE static inline void take(uint64_t *at, int count, uint64_t need)
{
    __m512i add = _mm512_set1_epi64((long long)need);
    for (; count > 0; count -= 8, at += 8) {
        __mmask8 mask = (__mmask8)_bzhi_u32(0xff, (unsigned)(count < 8 ? count : 8));
        _mm512_mask_storeu_epi64(at, mask, _mm512_add_epi64(_mm512_loadu_si512(at), add));
    }
}

#define KERNEL_BUSY   busy_wide
#define KERNEL_WIDTH  64
#define KERNEL_FIND   profile_find_wide
#define KERNEL_DECODE decode_wide
#define KERNEL_TAKE   take
#define KERNEL_TARGET PROFILE_WIDE
#include "sched/decode_kernel.h"

#else

int profile_find_wide(const struct profile *p, const struct network *net, const struct work *w,
                      int from)
{
    assert(!"profile_find_wide is for processors that have 512-bit words");
    return profile_find_plain(p, net, w, from);
}

int decode_wide(struct decoder *d, const struct side *s, const int *list)
{
    assert(!"decode_wide is for processors that have 512-bit words");
    return decode_plain(d, s, list);
}

#endif
