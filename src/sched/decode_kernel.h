/* SPDX-License-Identifier: Apache-2.0 */
/*
 * decode_kernel - the loop of serial schedule generation, compiled for one instruction
 * set.  Included with KERNEL_FIND, KERNEL_DECODE, KERNEL_TAKE and those of profile_kernel.h defined.
 */

#include "sched/profile_kernel.h"

KERNEL_TARGET int KERNEL_FIND(const struct profile *p, const struct network *net,
                              const struct work *w, int from)
{
    return find_window(p, net, w, from);
}

KERNEL_TARGET int KERNEL_DECODE(struct decoder *d, const struct side *s, const int *list)
{
    const struct network *net = d->net;
    struct profile *p = &d->profile;
    int length = 0;
    p->touched = p->length; /* until it is known better */
    for (int i = 0; i < net->activity_count; i++) {
        int a = list[i];
        const struct work *w = &net->works[d->work[a]];
        int start = find_window(p, net, w, side_earliest(s, d->event, a, w->duration));
        if (start < 0) return -1;
        int end = start + w->duration;
        d->event[2 * a] = start;
        d->event[2 * a + 1] = end;
        length = end > length ? end : length;
        if (w->need == 0) continue;
        KERNEL_TAKE(p->load + (size_t)w->bank * p->stride + start, w->duration, w->need);
        for (int k = w->more_first; k < w->more_first + w->more_count; k++) {
            const struct demand *more = &net->demands[k];
            KERNEL_TAKE(p->load + (size_t)more->bank * p->stride + start, w->duration, more->need);
        }
    }
    p->touched = length;
    return length;
}
