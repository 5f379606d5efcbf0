/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile_busy - which of the next periods cannot take a need: one bit each.
 *
 * busy_plain  32 periods: SSE2, or word by word where there is none
 * busy_wide   64 periods: AVX-512; only where profile_is_wide()
 */
#ifndef SCHED_PROFILE_BUSY_H
#define SCHED_PROFILE_BUSY_H

#include <stdint.h>

#include "sched/profile.h"

enum {
    PROFILE_PAD = 64, /* periods that may be read beyond the length */
};

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define PROFILE_X86  1
#define PROFILE_WIDE __attribute__((target("avx512f,avx512bw,bmi,bmi2")))
#endif

#ifdef PROFILE_X86

static inline unsigned busy_16(const uint64_t *at, __m128i need, __m128i top)
{
    __m128i four[4];
    for (int i = 0; i < 4; i++) {
        const __m128i *pair = (const __m128i *)(const void *)(at + 4 * (long)i);
        __m128i low = _mm_and_si128(_mm_add_epi64(_mm_loadu_si128(pair), need), top);
        __m128i high = _mm_and_si128(_mm_add_epi64(_mm_loadu_si128(pair + 1), need), top);
        four[i] = _mm_packs_epi16(low, high);
    }
    __m128i eight = _mm_packs_epi32(four[0], four[1]), other = _mm_packs_epi32(four[2], four[3]);
    __m128i all = _mm_cmpeq_epi8(_mm_packs_epi16(eight, other), _mm_setzero_si128());
    return ~(unsigned)_mm_movemask_epi8(all) & 0xffffu;
}

static inline uint64_t busy_plain(const uint64_t *at, uint64_t need)
{
    __m128i want = _mm_set1_epi64x((long long)need), top = _mm_set1_epi64x((long long)PROFILE_TOP);
    return busy_16(at, want, top) | (uint64_t)busy_16(at + 16, want, top) << 16;
}

PROFILE_WIDE static inline unsigned busy_8(const uint64_t *at, __m512i need, __m512i top)
{
    return _mm512_test_epi64_mask(_mm512_add_epi64(_mm512_loadu_si512(at), need), top);
}

PROFILE_WIDE static inline uint64_t busy_wide(const uint64_t *at, uint64_t need)
{
    __m512i want = _mm512_set1_epi64((long long)need),
            top = _mm512_set1_epi64((long long)PROFILE_TOP);
    uint64_t busy = 0;
    for (unsigned i = 0; i < 8; i++)
        busy |= (uint64_t)busy_8(at + 8 * (unsigned long)i, want, top) << (8 * i);
    return busy;
}

#else

static inline uint64_t busy_plain(const uint64_t *at, uint64_t need)
{
    uint64_t busy = 0;
    for (int t = 0; t < 32; t++)
        busy |= (uint64_t)(((at[t] + need) & PROFILE_TOP) != 0) << t;
    return busy;
}

#endif

/* May busy_wide be used here? */
static inline int profile_is_wide(void)
{
#ifdef PROFILE_X86
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("bmi2");
#else
    return 0;
#endif
}

#endif
