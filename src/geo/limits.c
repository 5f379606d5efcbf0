/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/limits.h"

#include <signal.h>
#include <sys/resource.h>

#include "geo/layers.h"

enum {
    GIGABYTE = 1 << 30,
};

static int limit(int what, rlim_t value)
{
    struct rlimit now;
    if (getrlimit(what, &now) != 0) return 0;
    if (now.rlim_max != RLIM_INFINITY && now.rlim_max < value) return 1; /* tighter already */
    now.rlim_cur = now.rlim_max = value;
    return setrlimit(what, &now) == 0;
}

static int has_sanitizer(void)
{
#ifdef __SANITIZE_ADDRESS__
    return 1;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return 1;
#else
    return 0;
#endif
#else
    return 0;
#endif
}

int limits_set(int writes)
{
    int fine = has_sanitizer() || limit(RLIMIT_AS, (rlim_t)LIMITS_MEMORY_GB * GIGABYTE);
    fine &= limit(RLIMIT_CPU, LAYERS_TIME_S);
    fine &= limit(RLIMIT_CORE, 0);
    fine &= limit(RLIMIT_NOFILE, LIMITS_OPEN_FILES);
    fine &= limit(RLIMIT_FSIZE, writes ? (rlim_t)LIMITS_WRITE_GB * GIGABYTE : 0);
    return fine && signal(SIGXFSZ, SIG_IGN) != SIG_ERR; /* then such a write fails, not kills */
}
