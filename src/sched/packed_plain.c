/* SPDX-License-Identifier: Apache-2.0 */
/* Packed profiles on any processor. */
#include "sched/packed.h"

#include "sched/profile_busy.h"

#ifdef PROFILE_X86

static inline uint64_t busy_line(const uint32_t *at, __m128i need)
{
    __m128i four[4];
    for (int i = 0; i < 4; i++) {
        __m128i load = _mm_load_si128((const __m128i *)(const void *)(at + 4 * (size_t)i));
        four[i] = _mm_and_si128(_mm_add_epi32(load, need), _mm_set1_epi32((int)0x80808080));
    }
    /* what is not 0 stays so, with saturation */
    __m128i low = _mm_packs_epi32(four[0], four[1]), high = _mm_packs_epi32(four[2], four[3]);
    __m128i none = _mm_cmpeq_epi8(_mm_packs_epi16(low, high), _mm_setzero_si128());
    return ~(unsigned)_mm_movemask_epi8(none) & 0xffffu;
}

static inline uint64_t busy(const uint32_t *at, uint32_t need)
{
    __m128i want = _mm_set1_epi32((int)need);
    return busy_line(at, want) | busy_line(at + PACKED_LINE, want) << 16 |
           busy_line(at + 2 * PACKED_LINE, want) << 32 |
           busy_line(at + 3 * PACKED_LINE, want) << 48;
}

#else

static inline uint64_t busy(const uint32_t *at, uint32_t need)
{
    uint64_t bits = 0;
    for (int t = 0; t < PACKED_SEEN; t++)
        bits |= (uint64_t)(((at[t] + need) & 0x80808080) != 0) << t;
    return bits;
}

#endif

static inline void take(uint32_t *at, uint64_t mask, uint32_t need)
{
    for (; mask; at += 4, mask >>= 4)
        for (int t = 0; t < 4; t++)
            at[t] += need & (0 - (uint32_t)(mask >> t & 1));
}

static inline void fill(uint32_t *line, uint32_t with)
{
    for (int t = 0; t < PACKED_LINE; t++)
        line[t] = with;
}

#define KERNEL_TARGET
#define KERNEL_DECODE packed_plain
#define KERNEL_LONG   packed_plain_long
#define KERNEL_BUSY   busy
#define KERNEL_TAKE   take
#define KERNEL_FILL   fill
#include "sched/packed_kernel.h"
