/* SPDX-License-Identifier: Apache-2.0 */
#include "base/team.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

struct shift {
    atomic_int next;
    int count, grain;
    team_work *work;
    void *context;
};

struct worker {
    struct shift *shift;
    int thread;
};

static void *run_worker(void *argument)
{
    struct worker *w = argument;
    struct shift *s = w->shift;
    for (;;) {
        int first = atomic_fetch_add(&s->next, s->grain);
        if (first >= s->count || first < 0) return NULL;
        int last = s->count - first < s->grain ? s->count : first + s->grain;
        for (int i = first; i < last; i++)
            s->work(s->context, i, w->thread);
    }
}

void team_run(int threads, int count, int grain, team_work *work, void *context)
{
    assert(threads >= 1 && threads <= TEAM_THREAD_MAX && grain >= 1 && count >= 0);
    struct shift shift = {.count = count, .grain = grain, .work = work, .context = context};
    struct worker workers[TEAM_THREAD_MAX];
    pthread_t handles[TEAM_THREAD_MAX];
    int hired = 0;
    for (int t = 0; t < threads - 1 && (long)t * grain < count; t++) {
        workers[t] = (struct worker){&shift, t + 1};
        if (pthread_create(&handles[hired], NULL, run_worker, &workers[t]) != 0) break;
        hired++;
    }
    struct worker self = {&shift, 0};
    run_worker(&self);
    for (int t = 0; t < hired; t++)
        pthread_join(handles[t], NULL);
}

int team_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 1) return 1;
    return n > TEAM_THREAD_MAX ? TEAM_THREAD_MAX : (int)n;
}
