/* SPDX-License-Identifier: Apache-2.0 */
/* The header declares one static function that it does not define. */
#pragma GCC diagnostic ignored "-Wunused-function"
#include <assert.h>
#include <interfaces/highs_c_api.h>
#include <math.h>

#include "base/fault.h"
#include "lp/lp.h"

struct lp {
    void *highs;
    const struct stop *stop;
    int integer_from, integer_to; /* columns marked integer now */
    int64_t iterations_max;       /* of the tree being searched; 0: any number */
    int ended;                    /* by that limit */
};

static enum status failed(struct err *e, const char *what)
{
    return err_set(e, STATUS_EXTERNAL, "the solver HiGHS failed to %s", what);
}

#define HIGHS(call, what)                                        \
    do {                                                         \
        if (fault()) return failed(e, what);                     \
        if ((call) == kHighsStatusError) return failed(e, what); \
    } while (0)

/* Counting iterations, not seconds, ends a tree at the same place every time. */
static void ask_stop(int type, const char *message, const HighsCallbackDataOut *out,
                     HighsCallbackDataIn *in, void *context)
{
    (void)message;
    struct lp *lp = context;
    if (type == kHighsCallbackMipInterrupt && out && lp->iterations_max > 0 &&
        out->mip_total_lp_iterations > lp->iterations_max)
        lp->ended = 1;
    if (in) in->user_interrupt = lp->ended || (lp->stop && stop_wanted(lp->stop));
}

static enum status configure(struct lp *lp, const struct lp_settings *s, struct err *e)
{
    HighsInt sense = s->sense == LP_MAXIMISE ? kHighsObjSenseMaximize : kHighsObjSenseMinimize;
    HighsInt seed = (HighsInt)(s->seed & 0x7fffffff);
    HIGHS(Highs_setBoolOptionValue(lp->highs, "output_flag", 0), "keep silent");
    HIGHS(Highs_setIntOptionValue(lp->highs, "threads", 1), "use one thread");
    HIGHS(Highs_setStringOptionValue(lp->highs, "parallel", "off"), "use one thread");
    HIGHS(Highs_setIntOptionValue(lp->highs, "random_seed", seed), "take a seed");
    HIGHS(Highs_changeObjectiveSense(lp->highs, sense), "set the sense");
    HIGHS(Highs_setCallback(lp->highs, ask_stop, lp), "take a stop flag");
    HIGHS(Highs_startCallback(lp->highs, kHighsCallbackMipInterrupt), "take a stop flag");
    if (s->is_repriced)
        HIGHS(Highs_setIntOptionValue(lp->highs, "simplex_strategy", 0), "choose a method");
    if (!s->stop) return STATUS_OK;
    HIGHS(Highs_startCallback(lp->highs, kHighsCallbackSimplexInterrupt), "take a stop flag");
    return STATUS_OK;
}

enum status lp_open(struct lp **out, const struct lp_settings *settings, struct arena *a,
                    struct err *e)
{
    *out = NULL;
    struct lp *lp = ARENA_NEW(a, struct lp);
    if (!lp) return err_set(e, STATUS_NOMEM, "out of memory for the solver");
    lp->stop = settings->stop;
    lp->highs = fault() ? NULL : Highs_create();
    if (!lp->highs) return failed(e, "start");
    enum status status = configure(lp, settings, e);
    if (status != STATUS_OK)
        lp_close(lp);
    else
        *out = lp;
    return status;
}

void lp_close(struct lp *lp)
{
    if (!lp || !lp->highs) return;
    Highs_destroy(lp->highs);
    lp->highs = NULL;
}

int lp_row_count(const struct lp *lp)
{
    return Highs_getNumRow(lp->highs);
}

int lp_column_count(const struct lp *lp)
{
    return Highs_getNumCol(lp->highs);
}

enum status lp_add_rows(struct lp *lp, const struct lp_batch *rows, struct err *e)
{
    if (rows->count == 0) return STATUS_OK;
    HIGHS(Highs_addRows(lp->highs, rows->count, rows->lower, rows->upper, rows->start[rows->count],
                        rows->start, rows->index, rows->value),
          "add rows");
    return STATUS_OK;
}

enum status lp_add_columns(struct lp *lp, const struct lp_batch *columns, struct err *e)
{
    if (columns->count == 0) return STATUS_OK;
    HIGHS(Highs_addCols(lp->highs, columns->count, columns->cost, columns->lower, columns->upper,
                        columns->start[columns->count], columns->start, columns->index,
                        columns->value),
          "add columns");
    return STATUS_OK;
}

enum status lp_set_cost(struct lp *lp, int column, double cost, struct err *e)
{
    HIGHS(Highs_changeColCost(lp->highs, column, cost), "change a cost");
    return STATUS_OK;
}

enum status lp_set_column(struct lp *lp, int column, double lower, double upper, struct err *e)
{
    HIGHS(Highs_changeColBounds(lp->highs, column, lower, upper), "change a column");
    return STATUS_OK;
}

enum status lp_set_row(struct lp *lp, int row, double lower, double upper, struct err *e)
{
    HIGHS(Highs_changeRowBounds(lp->highs, row, lower, upper), "change a row");
    return STATUS_OK;
}

enum status lp_keep_columns(struct lp *lp, const int *keep, struct err *e)
{
    int count = lp_column_count(lp);
    for (int last = count - 1; last >= 0; last--) {
        if (keep[last]) continue;
        int first = last;
        while (first > 0 && !keep[first - 1])
            first--;
        HIGHS(Highs_deleteColsByRange(lp->highs, first, last), "remove columns");
        last = first;
    }
    return STATUS_OK;
}

/* Without columns every row is 0: does that keep them all?  HiGHS does not look. */
static enum status check_empty(const struct lp *lp, struct lp_result *out, struct err *e)
{
    int kept = 1;
    for (int i = 0; i < lp_row_count(lp); i++) {
        HighsInt count = 0, entries = 0, start = 0;
        double lower = 0, upper = 0;
        HIGHS(Highs_getRowsByRange(lp->highs, i, i, &count, &lower, &upper, &entries, &start, NULL,
                                   NULL),
              "report");
        kept = kept && lower <= 0 && upper >= 0;
    }
    *out = (struct lp_result){.outcome = kept ? LP_OPTIMAL : LP_INFEASIBLE, .has_solution = kept};
    return STATUS_OK;
}

/* What the model status says in the port's words. */
static enum status read_outcome(const struct lp *lp, struct lp_result *out, struct err *e)
{
    HighsInt primal = 0;
    int64_t nodes = 0;
    HIGHS(Highs_getIntInfoValue(lp->highs, "primal_solution_status", &primal), "report");
    HIGHS(Highs_getInt64InfoValue(lp->highs, "mip_node_count", &nodes), "report");
    out->nodes = nodes;
    out->has_solution = primal == kHighsSolutionStatusFeasible;
    out->objective = Highs_getObjectiveValue(lp->highs);
    HighsInt status = Highs_getModelStatus(lp->highs);
    if (status == kHighsModelStatusOptimal || status == kHighsModelStatusModelEmpty)
        out->outcome = LP_OPTIMAL;
    else if (status == kHighsModelStatusInfeasible)
        out->outcome = LP_INFEASIBLE;
    else if (status == kHighsModelStatusUnbounded ||
             status == kHighsModelStatusUnboundedOrInfeasible)
        out->outcome = LP_UNBOUNDED;
    else if (status >= kHighsModelStatusObjectiveBound && status != kHighsModelStatusUnknown)
        out->outcome = LP_LIMIT;
    else
        return err_set(e, STATUS_EXTERNAL, "the solver HiGHS ended in its state %d", (int)status);
    return lp_column_count(lp) == 0 ? check_empty(lp, out, e) : STATUS_OK;
}

static enum status set_kind(struct lp *lp, int from, int to, HighsInt kind, struct err *e)
{
    struct arena scratch = ARENA_INIT((size_t)1 << 32); /* one call: each looks at every column */
    enum status status = STATUS_OK;
    if (from >= to) return STATUS_OK;
    HighsInt *kinds = ARENA_ARRAY(&scratch, HighsInt, (size_t)(to - from));
    for (int i = 0; kinds && i < to - from; i++)
        kinds[i] = kind;
    if (!kinds)
        status = err_set(e, STATUS_NOMEM, "out of memory for marking integer columns");
    else if (Highs_changeColsIntegralityByRange(lp->highs, from, to - 1, kinds) ==
             kHighsStatusError)
        status = failed(e, "mark integer columns");
    arena_clear(&scratch);
    return status;
}

enum status lp_solve(struct lp *lp, struct lp_result *out, struct err *e)
{
    *out = (struct lp_result){.outcome = LP_LIMIT};
    TRY(set_kind(lp, lp->integer_from, lp->integer_to, kHighsVarTypeContinuous, e));
    lp->integer_from = lp->integer_to = 0;
    HIGHS(Highs_run(lp->highs), "solve a linear programme");
    if (Highs_getModelStatus(lp->highs) == kHighsModelStatusUnknown) {
        /* Lost in the numbers from where it began: once more, from nothing. */
        HIGHS(Highs_clearSolver(lp->highs), "begin anew");
        HIGHS(Highs_run(lp->highs), "solve a linear programme");
    }
    TRY(read_outcome(lp, out, e));
    out->bound = out->objective;
    return STATUS_OK;
}

static enum status set_mip(struct lp *lp, const struct lp_mip *mip, struct err *e)
{
    HighsInt nodes = mip->nodes < 0x7fffffff ? (HighsInt)mip->nodes : 0x7fffffff;
    HIGHS(Highs_setDoubleOptionValue(lp->highs, "mip_rel_gap", mip->gap), "take a gap");
    HIGHS(Highs_setDoubleOptionValue(lp->highs, "mip_abs_gap", 1e-9), "take a gap");
    HIGHS(Highs_setIntOptionValue(lp->highs, "mip_max_nodes", nodes), "take a node limit");
    HIGHS(Highs_setDoubleOptionValue(lp->highs, "mip_heuristic_effort", 0.01 * mip->heuristics),
          "take an effort");
    HIGHS(Highs_setDoubleOptionValue(lp->highs, "mip_feasibility_tolerance", 1e-7),
          "take a tolerance");
    if (mip->x)
        HIGHS(Highs_setSolution(lp->highs, mip->x, NULL, NULL, NULL), "take a first solution");
    return STATUS_OK;
}

enum status lp_solve_mip(struct lp *lp, int from, int to, const struct lp_mip *mip,
                         struct lp_result *out, struct err *e)
{
    *out = (struct lp_result){.outcome = LP_LIMIT};
    TRY(set_kind(lp, lp->integer_from, lp->integer_to, kHighsVarTypeContinuous, e));
    lp->integer_from = from;
    lp->integer_to = to;
    TRY(set_kind(lp, from, to, kHighsVarTypeInteger, e));
    TRY(set_mip(lp, mip, e));
    lp->iterations_max = mip->iterations;
    lp->ended = 0;
    HIGHS(Highs_run(lp->highs), "solve a mixed-integer programme");
    lp->ended = 0;
    TRY(read_outcome(lp, out, e));
    HIGHS(Highs_getDoubleInfoValue(lp->highs, "mip_dual_bound", &out->bound), "report");
    if (lp_column_count(lp) == 0) out->bound = 0;
    return STATUS_OK;
}

enum status lp_solution(const struct lp *lp, double *x, double *row_dual, double *column_dual,
                        struct err *e)
{
    HIGHS(Highs_getSolution(lp->highs, x, column_dual, NULL, row_dual), "give its solution");
    return STATUS_OK;
}

/* The port's words for a basis are those of HiGHS. */
static int is_same_basis(void)
{
    return LP_AT_LOWER == kHighsBasisStatusLower && LP_BASIC == kHighsBasisStatusBasic &&
           LP_AT_UPPER == kHighsBasisStatusUpper && LP_AT_ZERO == kHighsBasisStatusZero &&
           LP_NONBASIC == kHighsBasisStatusNonbasic;
}

enum status lp_get_basis(const struct lp *lp, int *column, int *row, struct err *e)
{
    assert(is_same_basis());
    HIGHS(Highs_getBasis(lp->highs, column, row), "report a basis");
    return STATUS_OK;
}

enum status lp_set_basis(struct lp *lp, const int *column, const int *row, struct err *e)
{
    assert(is_same_basis());
    HIGHS(Highs_setBasis(lp->highs, column, row), "take a basis");
    return STATUS_OK;
}

enum status lp_ray(const struct lp *lp, double *row_weight, int *found, struct err *e)
{
    HighsInt has = 0;
    HIGHS(Highs_getDualRay(lp->highs, &has, row_weight), "prove infeasibility");
    *found = has != 0;
    return STATUS_OK;
}
