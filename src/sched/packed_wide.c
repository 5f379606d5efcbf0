/* SPDX-License-Identifier: Apache-2.0 */
/* Packed profiles on processors with 512-bit words. */
#include "sched/packed.h"

#include <assert.h>

#include "sched/profile_busy.h"

#ifdef PROFILE_X86

PROFILE_WIDE static inline __mmask16 busy_line(const uint32_t *at, __m512i need)
{
    return _mm512_test_epi32_mask(_mm512_add_epi32(_mm512_load_si512(at), need),
                                  _mm512_set1_epi32((int)0x80808080));
}

PROFILE_WIDE static inline uint64_t busy(const uint32_t *at, uint32_t need)
{
    const __m512i want = _mm512_set1_epi32((int)need);
    const __mmask32 early = _mm512_kunpackw(busy_line(at + PACKED_LINE, want), busy_line(at, want));
    const __mmask32 late = _mm512_kunpackw(busy_line(at + 3 * PACKED_LINE, want),
                                           busy_line(at + 2 * PACKED_LINE, want));
    return _cvtmask64_u64(_mm512_kunpackd(late, early));
}

PROFILE_WIDE static inline void take_line(uint32_t *at, uint64_t mask, __m512i need)
{
    __m512i load = _mm512_load_si512(at);
    _mm512_store_si512(at, _mm512_mask_add_epi32(load, (__mmask16)mask, load, need));
}

PROFILE_WIDE static inline void take(uint32_t *at, uint64_t mask, uint32_t need)
{
    __m512i add = _mm512_set1_epi32((int)need);
    take_line(at, mask, add);
    take_line(at + PACKED_LINE, mask >> 16, add);
    if (mask >> 32) take_line(at + 2 * PACKED_LINE, mask >> 32, add);
}

PROFILE_WIDE static inline void fill(uint32_t *line, uint32_t with)
{
    _mm512_store_si512(line, _mm512_set1_epi32((int)with));
}

#define KERNEL_TARGET PROFILE_WIDE
#define KERNEL_DECODE packed_wide
#define KERNEL_LONG   packed_wide_long
#define KERNEL_BUSY   busy
#define KERNEL_TAKE   take
#define KERNEL_FILL   fill
#include "sched/packed_kernel.h"

#else

void packed_wide(struct packed_list *x, int count, const struct side *s)
{
    assert(!"packed_wide is for processors that have 512-bit words");
    packed_plain(x, count, s);
}

void packed_wide_long(struct packed_list *x, struct skip *k, const struct side *s)
{
    assert(!"packed_wide_long is for processors that have 512-bit words");
    packed_plain_long(x, k, s);
}

#endif
