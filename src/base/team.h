/* SPDX-License-Identifier: Apache-2.0 */
/*
 * team - do n independent pieces of work on several threads.
 *
 * The pieces write to places of their own, so the result does not depend on
 * how many threads there are or in which order they run.
 */
#ifndef BASE_TEAM_H
#define BASE_TEAM_H

enum {
    TEAM_THREAD_MAX = 256,
};

/* work(context, i, thread) for i in 0..count-1; thread in 0..threads-1. */
typedef void team_work(void *context, int i, int thread);

/* Pieces are handed out `grain` at a time.  Falls back to fewer threads when
 * the system refuses one; never fails. */
void team_run(int threads, int count, int grain, team_work *work, void *context);

/* Number of processors this process may use, 1..TEAM_THREAD_MAX. */
int team_processors(void);

#endif
