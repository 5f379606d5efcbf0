/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/normalise.h"

#include <assert.h>
#include <math.h>

#include "diagnose/sum.h"

#define ZSCORE_MEAN  50.0
#define ZSCORE_SD    10.0
#define SCORE_MIDDLE ((SCORE_MIN + SCORE_MAX) / 2)

struct range {
    double low, high;
    int count;
};

static struct range find_range(const double *value, int count)
{
    struct range r = {INFINITY, -INFINITY, 0};
    for (int i = 0; i < count; i++) {
        if (isnan(value[i])) continue;
        r.low = fmin(r.low, value[i]);
        r.high = fmax(r.high, value[i]);
        r.count++;
    }
    return r;
}

static void fill(const double *value, int count, double *score, double what)
{
    for (int i = 0; i < count; i++)
        score[i] = isnan(value[i]) ? NAN : what;
}

static double cut(double score, struct norm_report *report)
{
    if (score >= SCORE_MIN && score <= SCORE_MAX) return score;
    report->cut_count++;
    return score < SCORE_MIN ? SCORE_MIN : SCORE_MAX;
}

/* Every value lies at or beyond the only goalpost: all at one end of the scale. */
static void beyond_goalpost(const struct norm_rule *rule, const double *value, int count,
                            double *score, struct norm_report *report)
{
    int below = !isnan(rule->goal_low);
    double goal = below ? rule->goal_low : rule->goal_high;
    fill(value, count, score, below == rule->less_is_better ? SCORE_MAX : SCORE_MIN);
    for (int i = 0; i < count; i++)
        report->cut_count += !isnan(value[i]) && value[i] != goal;
}

static void by_minmax(const struct norm_rule *rule, struct range r, const double *value, int count,
                      double *score, struct norm_report *report)
{
    int open_low = isnan(rule->goal_low), open_high = isnan(rule->goal_high);
    double low = open_low ? r.low : rule->goal_low;
    double high = open_high ? r.high : rule->goal_high;
    if (low >= high) {
        assert(open_low || open_high);
        report->is_constant = open_low && open_high && r.count > 0;
        if (open_low && open_high)
            fill(value, count, score, SCORE_MIDDLE);
        else
            beyond_goalpost(rule, value, count, score, report);
        return;
    }
    for (int i = 0; i < count; i++) {
        double part = (rule->less_is_better ? high - value[i] : value[i] - low) / (high - low);
        score[i] = isnan(value[i]) ? NAN : cut(SCORE_MIN + (SCORE_MAX - SCORE_MIN) * part, report);
    }
}

static void by_zscore(const struct norm_rule *rule, int given, const double *value, int count,
                      double *score, struct norm_report *report)
{
    struct sum total = {0}, square = {0};
    for (int i = 0; i < count; i++)
        if (!isnan(value[i])) sum_add(&total, value[i]);
    double mean = sum_value(total) / given;
    for (int i = 0; i < count; i++)
        if (!isnan(value[i])) sum_add(&square, (value[i] - mean) * (value[i] - mean));
    double sd = sqrt(sum_value(square) / (given - 1));
    double slope = rule->less_is_better ? -ZSCORE_SD : ZSCORE_SD;
    for (int i = 0; i < count; i++) {
        double z = (value[i] - mean) / sd;
        score[i] = isnan(value[i]) ? NAN : cut(ZSCORE_MEAN + slope * z, report);
    }
}

static void by_rank(const struct norm_rule *rule, int given, const double *value, int count,
                    double *score, struct order_item *scratch)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        score[i] = NAN;
        double x = rule->less_is_better ? -value[i] : value[i];
        if (!isnan(x)) scratch[n++] = (struct order_item){x, i};
    }
    order_sort(scratch, scratch + count, n);
    order_rank_mean(scratch, n, score);
    for (int i = 0; i < count; i++)
        score[i] = SCORE_MIN + (SCORE_MAX - SCORE_MIN) * (score[i] - 1) / (given - 1);
}

struct norm_report normalise(const struct norm_rule *rule, const double *value, int count,
                             double *score, struct order_item *scratch)
{
    struct range r = find_range(value, count);
    struct norm_report report = {.value_count = r.count};
    if (rule->method == NORMALISE_MINMAX) {
        by_minmax(rule, r, value, count, score, &report);
    } else if (r.count == 0 || r.low == r.high) {
        report.is_constant = r.count > 0;
        fill(value, count, score, rule->method == NORMALISE_ZSCORE ? ZSCORE_MEAN : SCORE_MIDDLE);
    } else if (rule->method == NORMALISE_ZSCORE) {
        by_zscore(rule, r.count, value, count, score, &report);
    } else {
        assert(rule->method == NORMALISE_RANK);
        by_rank(rule, r.count, value, count, score, scratch);
    }
    return report;
}
