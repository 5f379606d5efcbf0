/* SPDX-License-Identifier: Apache-2.0 */
#include "base/near.h"

#include <limits.h>

enum {
    WORD_MAX = 63,
};

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int distance_between(struct slice a, struct slice b)
{
    int rows[3][WORD_MAX + 1];
    for (int j = 0; j <= (int)b.len; j++)
        rows[0][j] = j;
    for (int i = 1; i <= (int)a.len; i++) {
        int *row = rows[i % 3];
        const int *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= (int)b.len; j++) {
            int change = a.at[i - 1] != b.at[j - 1];
            row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + change);
            int swapped =
                i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1];
            if (swapped) row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a.len % 3][b.len];
}

struct near near_start(struct slice wanted)
{
    return (struct near){wanted, NULL, INT_MAX};
}

void near_offer(struct near *n, const char *word)
{
    struct slice w = slice_of(word);
    if (n->wanted.len == 0 || n->wanted.len > WORD_MAX || w.len > WORD_MAX) return;
    int d = distance_between(n->wanted, w);
    int longest = (int)(w.len > n->wanted.len ? w.len : n->wanted.len);
    if (d * 3 > longest || d >= n->distance) return;
    n->distance = d;
    n->best = word;
}
