/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/xer_map.h"

static const struct xer_word lag_words[] = {
    {"rcal_Predecessor", LAG_ON_PREDECESSOR},
    {"rcal_Successor", LAG_ON_SUCCESSOR},
    {"rcal_ProjDefault", LAG_ON_PROJECT},
    {"rcal_24Hour", LAG_ALWAYS},
    {NULL, 0},
};

static const struct xer_word float_words[] = {
    {"FT_FF", FLOAT_FINISH},
    {"FT_SF", FLOAT_START},
    {"FT_MIN", FLOAT_SMALLER},
    {NULL, 0},
};

static const struct xer_word scope_words[] = {
    {"CA_Base", CALENDAR_SHARED},
    {"CA_Project", CALENDAR_OF_PROJECT},
    {"CA_Rsrc", CALENDAR_OF_RESOURCE},
    {NULL, 0},
};

static const struct xer_word percent_words[] = {
    {"CP_Drtn", PERCENT_OF_DURATION},
    {"CP_Phys", PERCENT_PHYSICAL},
    {"CP_Units", PERCENT_OF_UNITS},
    {NULL, 0},
};

static const struct xer_word kind_words[] = {
    {"TT_Task", ACTIVITY_TASK},
    {"TT_Mile", ACTIVITY_START_MILESTONE},
    {"TT_FinMile", ACTIVITY_FINISH_MILESTONE},
    {"TT_LOE", ACTIVITY_HAMMOCK},
    {"TT_Rsrc", ACTIVITY_BY_RESOURCE},
    {"TT_WBS", ACTIVITY_SUMMARY_MEASURED},
    {NULL, 0},
};

static const struct xer_word rule_words[] = {
    {"DT_FixedRate", RULE_FIXED_UNITS},
    {"DT_FixedDrtn", RULE_FIXED_DURATION},
    {"DT_FixedQty", RULE_FIXED_WORK},
    {"DT_FixedDUR2", RULE_FIXED_DURATION_UNITS},
    {NULL, 0},
};

static const struct xer_word constraint_words[] = {
    {"CS_ALAP", CONSTRAINT_LATE},           {"CS_MSO", CONSTRAINT_START_ON},
    {"CS_MSOA", CONSTRAINT_START_FROM},     {"CS_MSOB", CONSTRAINT_START_BY},
    {"CS_MEO", CONSTRAINT_FINISH_ON},       {"CS_MEOA", CONSTRAINT_FINISH_FROM},
    {"CS_MEOB", CONSTRAINT_FINISH_BY},      {"CS_MANDSTART", CONSTRAINT_MUST_START},
    {"CS_MANDFIN", CONSTRAINT_MUST_FINISH}, {NULL, 0},
};

static const struct xer_word link_words[] = {
    {"PR_FS", LINK_FS}, {"PR_SS", LINK_SS}, {"PR_FF", LINK_FF}, {"PR_SF", LINK_SF}, {NULL, 0},
};

static const struct xer_word resource_words[] = {
    {"RT_Labor", RESOURCE_WORK},
    {"RT_Equip", RESOURCE_EQUIPMENT},
    {"RT_Mat", RESOURCE_MATERIAL},
    {NULL, 0},
};

static const struct xer_word rate_words[] = {
    {"COST_PER_QTY", 0},  {"COST_PER_QTY2", 1}, {"COST_PER_QTY3", 2},
    {"COST_PER_QTY4", 3}, {"COST_PER_QTY5", 4}, {NULL, 0},
};

static const struct xer_column project_columns[] = {
    {"proj_id", XER_PART, -1, NULL},
    {"proj_short_name", XER_TEXT, IN_PROJECT_code, NULL},
    {"clndr_id", XER_PART, -1, NULL},
    {"critical_drtn_hr_cnt", XER_HOURS, IN_PROJECT_critical_float_s, NULL},
    {"last_recalc_date", XER_INSTANT, IN_PROJECT_status_s, NULL},
    {"plan_start_date", XER_INSTANT, IN_PROJECT_start_s, NULL},
    {"plan_end_date", XER_INSTANT, IN_PROJECT_must_finish_s, NULL},
    {"scd_end_date", XER_INSTANT, IN_PROJECT_finish_s, NULL},
    {"add_date", XER_INSTANT, IN_PROJECT_created_s, NULL},
    {"guid", XER_TEXT, IN_PROJECT_guid, NULL},
    {"export_flag", XER_PART, -1, NULL},
    {"project_flag", XER_MADE, -1, NULL},
    {"critical_path_type", XER_MADE, -1, NULL},
    {"def_complete_pct_type", XER_MADE, -1, NULL},
    {"def_duration_type", XER_MADE, -1, NULL},
    {"def_task_type", XER_MADE, -1, NULL},
    {"add_by_name", XER_TEXT, IN_PROJECT_author, NULL},
    {"fy_start_month_num", XER_LEFT, -1, NULL},
    {"rsrc_self_add_flag", XER_LEFT, -1, NULL},
    {"allow_complete_flag", XER_LEFT, -1, NULL},
    {"rsrc_multi_assign_flag", XER_LEFT, -1, NULL},
    {"checkout_flag", XER_LEFT, -1, NULL},
    {"step_complete_flag", XER_LEFT, -1, NULL},
    {"cost_qty_recalc_flag", XER_LEFT, -1, NULL},
    {"batch_sum_flag", XER_LEFT, -1, NULL},
    {"name_sep_char", XER_LEFT, -1, NULL},
    {"acct_id", XER_LEFT, -1, NULL},
    {"orig_proj_id", XER_LEFT, -1, NULL},
    {"source_proj_id", XER_LEFT, -1, NULL},
    {"base_type_id", XER_LEFT, -1, NULL},
    {"sum_base_proj_id", XER_LEFT, -1, NULL},
    {"task_code_base", XER_LEFT, -1, NULL},
    {"task_code_step", XER_LEFT, -1, NULL},
    {"priority_num", XER_LEFT, -1, NULL},
    {"wbs_max_sum_level", XER_LEFT, -1, NULL},
    {"strgy_priority_num", XER_LEFT, -1, NULL},
    {"last_checksum", XER_LEFT, -1, NULL},
    {"def_cost_per_qty", XER_LEFT, -1, NULL},
    {"last_tasksum_date", XER_LEFT, -1, NULL},
    {"fcst_start_date", XER_LEFT, -1, NULL},
    {"task_code_prefix", XER_LEFT, -1, NULL},
    {"def_qty_type", XER_LEFT, -1, NULL},
    {"web_local_root_path", XER_LEFT, -1, NULL},
    {"proj_url", XER_LEFT, -1, NULL},
    {"def_rate_type", XER_LEFT, -1, NULL},
    {"add_act_remain_flag", XER_LEFT, -1, NULL},
    {"act_this_per_link_flag", XER_LEFT, -1, NULL},
    {"act_pct_link_flag", XER_LEFT, -1, NULL},
    {"task_code_prefix_flag", XER_LEFT, -1, NULL},
    {"def_rollup_dates_flag", XER_LEFT, -1, NULL},
    {"use_project_baseline_flag", XER_LEFT, -1, NULL},
    {"rem_target_link_flag", XER_LEFT, -1, NULL},
    {"reset_planned_flag", XER_LEFT, -1, NULL},
    {"allow_neg_act_flag", XER_LEFT, -1, NULL},
    {"sum_assign_level", XER_LEFT, -1, NULL},
    {"last_fin_dates_id", XER_LEFT, -1, NULL},
    {"fintmpl_id", XER_LEFT, -1, NULL},
    {"last_baseline_update_date", XER_LEFT, -1, NULL},
    {"cr_external_key", XER_LEFT, -1, NULL},
    {"apply_actuals_date", XER_LEFT, -1, NULL},
    {"location_id", XER_LEFT, -1, NULL},
    {"loaded_scope_level", XER_LEFT, -1, NULL},
    {"new_fin_dates_id", XER_LEFT, -1, NULL},
    {"baselines_to_export", XER_LEFT, -1, NULL},
    {"baseline_names_to_export", XER_LEFT, -1, NULL},
    {"next_data_date", XER_LEFT, -1, NULL},
    {"close_period_flag", XER_LEFT, -1, NULL},
    {"sum_refresh_date", XER_LEFT, -1, NULL},
    {"trsrcsum_loaded", XER_LEFT, -1, NULL},
    {"sumtask_loaded", XER_LEFT, -1, NULL},
};

static const struct xer_column options_columns[] = {
    {"schedoptions_id", XER_MADE, -1, NULL},
    {"proj_id", XER_PART, -1, NULL},
    {"sched_calendar_on_relationship_lag", XER_WORD, IN_PROJECT_lag_calendar, lag_words},
    {"sched_float_type", XER_WORD, IN_PROJECT_float_kind, float_words},
    {"sched_open_critical_flag", XER_FLAG, IN_PROJECT_open_is_critical, NULL},
    {"sched_retained_logic", XER_PART, -1, NULL},
    {"sched_progress_override", XER_PART, -1, NULL},
    {"sched_use_project_end_date_for_float", XER_PART, -1, NULL},
    {"sched_outer_depend_type", XER_LEFT, -1, NULL},
    {"sched_lag_early_start_flag", XER_LEFT, -1, NULL},
    {"sched_setplantoforecast", XER_LEFT, -1, NULL},
    {"sched_use_expect_end_flag", XER_LEFT, -1, NULL},
    {"level_float_thrs_cnt", XER_LEFT, -1, NULL},
    {"level_outer_assign_flag", XER_LEFT, -1, NULL},
    {"level_outer_assign_priority", XER_LEFT, -1, NULL},
    {"level_over_alloc_pct", XER_LEFT, -1, NULL},
    {"level_within_float_flag", XER_LEFT, -1, NULL},
    {"level_keep_sched_date_flag", XER_LEFT, -1, NULL},
    {"level_all_rsrc_flag", XER_LEFT, -1, NULL},
    {"enable_multiple_longest_path_calc", XER_LEFT, -1, NULL},
    {"limit_multiple_longest_path_calc", XER_LEFT, -1, NULL},
    {"max_multiple_longest_path", XER_LEFT, -1, NULL},
    {"use_total_float_multiple_longest_paths", XER_LEFT, -1, NULL},
    {"key_activity_for_multiple_longest_paths", XER_LEFT, -1, NULL},
    {"LevelPriorityList", XER_LEFT, -1, NULL},
};

static const struct xer_column calendar_columns[] = {
    {"clndr_id", XER_INTEGER, IN_CALENDAR_uid, NULL},
    {"default_flag", XER_FLAG, IN_CALENDAR_is_default, NULL},
    {"clndr_name", XER_TEXT, IN_CALENDAR_name, NULL},
    {"proj_id", XER_PART, -1, NULL},
    {"base_clndr_id", XER_PART, -1, NULL},
    {"clndr_type", XER_WORD, IN_CALENDAR_scope, scope_words},
    {"day_hr_cnt", XER_HOURS, IN_CALENDAR_day_s, NULL},
    {"week_hr_cnt", XER_HOURS, IN_CALENDAR_week_s, NULL},
    {"month_hr_cnt", XER_HOURS, IN_CALENDAR_month_s, NULL},
    {"year_hr_cnt", XER_HOURS, IN_CALENDAR_year_s, NULL},
    {"rsrc_private", XER_MADE, -1, NULL},
    {"clndr_data", XER_PART, -1, NULL},
    {"last_chng_date", XER_LEFT, -1, NULL},
};

static const struct xer_column wbs_columns[] = {
    {"wbs_id", XER_INTEGER, IN_ACTIVITY_uid, NULL},
    {"proj_id", XER_PART, -1, NULL},
    {"seq_num", XER_PART, -1, NULL},
    {"proj_node_flag", XER_PART, -1, NULL},
    {"status_code", XER_MADE, -1, NULL},
    {"wbs_short_name", XER_TEXT, IN_ACTIVITY_code, NULL},
    {"wbs_name", XER_TEXT, IN_ACTIVITY_name, NULL},
    {"parent_wbs_id", XER_PART, -1, NULL},
    {"guid", XER_TEXT, IN_ACTIVITY_guid, NULL},
    {"obs_id", XER_LEFT, -1, NULL},
    {"est_wt", XER_LEFT, -1, NULL},
    {"sum_data_flag", XER_LEFT, -1, NULL},
    {"phase_id", XER_LEFT, -1, NULL},
    {"ev_user_pct", XER_LEFT, -1, NULL},
    {"ev_etc_user_value", XER_LEFT, -1, NULL},
    {"orig_cost", XER_LEFT, -1, NULL},
    {"indep_remain_total_cost", XER_LEFT, -1, NULL},
    {"ann_dscnt_rate_pct", XER_LEFT, -1, NULL},
    {"dscnt_period_type", XER_LEFT, -1, NULL},
    {"indep_remain_work_qty", XER_LEFT, -1, NULL},
    {"anticip_start_date", XER_LEFT, -1, NULL},
    {"anticip_end_date", XER_LEFT, -1, NULL},
    {"ev_compute_type", XER_LEFT, -1, NULL},
    {"ev_etc_compute_type", XER_LEFT, -1, NULL},
    {"tmpl_guid", XER_LEFT, -1, NULL},
    {"plan_open_state", XER_LEFT, -1, NULL},
};

static const struct xer_column task_columns[] = {
    {"task_id", XER_INTEGER, IN_ACTIVITY_uid, NULL},
    {"proj_id", XER_PART, -1, NULL},
    {"wbs_id", XER_PART, -1, NULL},
    {"clndr_id", XER_PART, -1, NULL},
    {"phys_complete_pct", XER_REAL, IN_ACTIVITY_percent_physical, NULL},
    {"complete_pct_type", XER_WORD, IN_ACTIVITY_percent_kind, percent_words},
    {"task_type", XER_WORD, IN_ACTIVITY_kind, kind_words},
    {"duration_type", XER_WORD, IN_ACTIVITY_work_rule, rule_words},
    {"status_code", XER_PART, -1, NULL},
    {"task_code", XER_PART, -1, NULL},
    {"task_name", XER_TEXT, IN_ACTIVITY_name, NULL},
    {"total_float_hr_cnt", XER_HOURS, IN_ACTIVITY_total_float_s, NULL},
    {"free_float_hr_cnt", XER_HOURS, IN_ACTIVITY_free_float_s, NULL},
    {"remain_drtn_hr_cnt", XER_HOURS, IN_ACTIVITY_remaining_s, NULL},
    {"act_work_qty", XER_PART, -1, NULL},
    {"remain_work_qty", XER_PART, -1, NULL},
    {"target_work_qty", XER_PART, -1, NULL},
    {"target_drtn_hr_cnt", XER_HOURS, IN_ACTIVITY_duration_s, NULL},
    {"target_equip_qty", XER_PART, -1, NULL},
    {"act_equip_qty", XER_PART, -1, NULL},
    {"remain_equip_qty", XER_PART, -1, NULL},
    {"cstr_date", XER_INSTANT, IN_ACTIVITY_constraint_s, NULL},
    {"act_start_date", XER_INSTANT, IN_ACTIVITY_actual_start_s, NULL},
    {"act_end_date", XER_INSTANT, IN_ACTIVITY_actual_finish_s, NULL},
    {"late_start_date", XER_INSTANT, IN_ACTIVITY_late_start_s, NULL},
    {"late_end_date", XER_INSTANT, IN_ACTIVITY_late_finish_s, NULL},
    {"expect_end_date", XER_INSTANT, IN_ACTIVITY_expected_finish_s, NULL},
    {"early_start_date", XER_INSTANT, IN_ACTIVITY_early_start_s, NULL},
    {"early_end_date", XER_INSTANT, IN_ACTIVITY_early_finish_s, NULL},
    {"restart_date", XER_PART, -1, NULL},
    {"reend_date", XER_PART, -1, NULL},
    {"target_start_date", XER_INSTANT, IN_ACTIVITY_planned_start_s, NULL},
    {"target_end_date", XER_INSTANT, IN_ACTIVITY_planned_finish_s, NULL},
    {"cstr_type", XER_WORD, IN_ACTIVITY_constraint, constraint_words},
    {"priority_type", XER_PART, -1, NULL},
    {"suspend_date", XER_INSTANT, IN_ACTIVITY_suspended_s, NULL},
    {"resume_date", XER_INSTANT, IN_ACTIVITY_resumed_s, NULL},
    {"guid", XER_TEXT, IN_ACTIVITY_guid, NULL},
    {"cstr_date2", XER_INSTANT, IN_ACTIVITY_constraint2_s, NULL},
    {"cstr_type2", XER_WORD, IN_ACTIVITY_constraint2, constraint_words},
    {"driving_path_flag", XER_MADE, -1, NULL},
    {"create_date", XER_INSTANT, IN_ACTIVITY_created_s, NULL},
    {"rev_fdbk_flag", XER_LEFT, -1, NULL},
    {"est_wt", XER_LEFT, -1, NULL},
    {"lock_plan_flag", XER_LEFT, -1, NULL},
    {"auto_compute_act_flag", XER_LEFT, -1, NULL},
    {"rsrc_id", XER_LEFT, -1, NULL},
    {"rem_late_start_date", XER_LEFT, -1, NULL},
    {"rem_late_end_date", XER_LEFT, -1, NULL},
    {"float_path", XER_LEFT, -1, NULL},
    {"float_path_order", XER_LEFT, -1, NULL},
    {"tmpl_guid", XER_LEFT, -1, NULL},
    {"act_this_per_work_qty", XER_LEFT, -1, NULL},
    {"act_this_per_equip_qty", XER_LEFT, -1, NULL},
    {"external_early_start_date", XER_LEFT, -1, NULL},
    {"external_late_end_date", XER_LEFT, -1, NULL},
    {"update_date", XER_LEFT, -1, NULL},
    {"create_user", XER_LEFT, -1, NULL},
    {"update_user", XER_LEFT, -1, NULL},
    {"location_id", XER_LEFT, -1, NULL},
};

static const struct xer_column pred_columns[] = {
    {"task_pred_id", XER_MADE, -1, NULL},
    {"task_id", XER_PART, -1, NULL},
    {"pred_task_id", XER_PART, -1, NULL},
    {"proj_id", XER_PART, -1, NULL},
    {"pred_proj_id", XER_PART, -1, NULL},
    {"pred_type", XER_WORD, IN_LINK_kind, link_words},
    {"lag_hr_cnt", XER_HOURS, IN_LINK_lag_s, NULL},
    {"float_path", XER_LEFT, -1, NULL},
    {"aref", XER_LEFT, -1, NULL},
    {"arls", XER_LEFT, -1, NULL},
    {"comments", XER_LEFT, -1, NULL},
};

static const struct xer_column resource_columns[] = {
    {"rsrc_id", XER_INTEGER, IN_RESOURCE_uid, NULL},
    {"parent_rsrc_id", XER_PART, -1, NULL},
    {"clndr_id", XER_PART, -1, NULL},
    {"guid", XER_TEXT, IN_RESOURCE_guid, NULL},
    {"rsrc_seq_num", XER_MADE, -1, NULL},
    {"email_addr", XER_TEXT, IN_RESOURCE_email, NULL},
    {"rsrc_name", XER_TEXT, IN_RESOURCE_name, NULL},
    {"rsrc_short_name", XER_TEXT, IN_RESOURCE_code, NULL},
    {"rsrc_title_name", XER_TEXT, IN_RESOURCE_group, NULL},
    {"active_flag", XER_NOT, IN_RESOURCE_is_inactive, NULL},
    {"rsrc_type", XER_WORD, IN_RESOURCE_kind, resource_words},
    {"rsrc_notes", XER_TEXT, IN_RESOURCE_notes, NULL},
    {"role_id", XER_LEFT, -1, NULL},
    {"shift_id", XER_LEFT, -1, NULL},
    {"user_id", XER_LEFT, -1, NULL},
    {"pobs_id", XER_LEFT, -1, NULL},
    {"employee_code", XER_LEFT, -1, NULL},
    {"office_phone", XER_LEFT, -1, NULL},
    {"other_phone", XER_LEFT, -1, NULL},
    {"def_qty_per_hr", XER_LEFT, -1, NULL},
    {"cost_qty_type", XER_LEFT, -1, NULL},
    {"ot_factor", XER_LEFT, -1, NULL},
    {"auto_compute_act_flag", XER_LEFT, -1, NULL},
    {"def_cost_qty_link_flag", XER_LEFT, -1, NULL},
    {"ot_flag", XER_LEFT, -1, NULL},
    {"curr_id", XER_LEFT, -1, NULL},
    {"unit_id", XER_LEFT, -1, NULL},
    {"location_id", XER_LEFT, -1, NULL},
    {"load_tasks_flag", XER_LEFT, -1, NULL},
    {"level_flag", XER_LEFT, -1, NULL},
    {"last_checksum", XER_LEFT, -1, NULL},
};

static const struct xer_column use_columns[] = {
    {"taskrsrc_id", XER_INTEGER, IN_ASSIGNMENT_uid, NULL},
    {"task_id", XER_PART, -1, NULL},
    {"proj_id", XER_PART, -1, NULL},
    {"rsrc_id", XER_PART, -1, NULL},
    {"remain_qty", XER_HOURS, IN_ASSIGNMENT_remaining_work_s, NULL},
    {"target_qty", XER_HOURS, IN_ASSIGNMENT_work_s, NULL},
    {"target_qty_per_hr", XER_REAL, IN_ASSIGNMENT_units, NULL},
    {"target_lag_drtn_hr_cnt", XER_HOURS, IN_ASSIGNMENT_delay_s, NULL},
    {"act_reg_qty", XER_HOURS, IN_ASSIGNMENT_actual_work_s, NULL},
    {"target_cost", XER_REAL, IN_ASSIGNMENT_cost, NULL},
    {"act_reg_cost", XER_REAL, IN_ASSIGNMENT_actual_cost, NULL},
    {"remain_cost", XER_REAL, IN_ASSIGNMENT_remaining_cost, NULL},
    {"act_start_date", XER_INSTANT, IN_ASSIGNMENT_actual_start_s, NULL},
    {"act_end_date", XER_INSTANT, IN_ASSIGNMENT_actual_finish_s, NULL},
    {"target_start_date", XER_INSTANT, IN_ASSIGNMENT_start_s, NULL},
    {"target_end_date", XER_INSTANT, IN_ASSIGNMENT_finish_s, NULL},
    {"guid", XER_TEXT, IN_ASSIGNMENT_guid, NULL},
    {"rate_type", XER_WORD, IN_ASSIGNMENT_rate_table, rate_words},
    {"rsrc_type", XER_MADE, -1, NULL},
    {"cost_qty_link_flag", XER_LEFT, -1, NULL},
    {"role_id", XER_LEFT, -1, NULL},
    {"acct_id", XER_LEFT, -1, NULL},
    {"pobs_id", XER_LEFT, -1, NULL},
    {"skill_level", XER_LEFT, -1, NULL},
    {"remain_qty_per_hr", XER_LEFT, -1, NULL},
    {"act_ot_qty", XER_LEFT, -1, NULL},
    {"relag_drtn_hr_cnt", XER_LEFT, -1, NULL},
    {"ot_factor", XER_LEFT, -1, NULL},
    {"cost_per_qty", XER_LEFT, -1, NULL},
    {"act_ot_cost", XER_LEFT, -1, NULL},
    {"restart_date", XER_LEFT, -1, NULL},
    {"reend_date", XER_LEFT, -1, NULL},
    {"rem_late_start_date", XER_LEFT, -1, NULL},
    {"rem_late_end_date", XER_LEFT, -1, NULL},
    {"rollup_dates_flag", XER_LEFT, -1, NULL},
    {"target_crv", XER_LEFT, -1, NULL},
    {"remain_crv", XER_LEFT, -1, NULL},
    {"actual_crv", XER_LEFT, -1, NULL},
    {"ts_pend_act_end_flag", XER_LEFT, -1, NULL},
    {"act_this_per_cost", XER_LEFT, -1, NULL},
    {"act_this_per_qty", XER_LEFT, -1, NULL},
    {"curv_id", XER_LEFT, -1, NULL},
    {"cost_per_qty_source_type", XER_LEFT, -1, NULL},
    {"create_user", XER_LEFT, -1, NULL},
    {"create_date", XER_LEFT, -1, NULL},
    {"has_rsrchours", XER_LEFT, -1, NULL},
    {"taskrsrc_sum_id", XER_LEFT, -1, NULL},
};

#define RECORD(title, stem, its_fields)                                                            \
    {                                                                                              \
        title, stem##_columns, (int)(sizeof stem##_columns / sizeof stem##_columns[0]), its_fields \
    }

const struct xer_record xer_project = RECORD("PROJECT", project, project_fields);
const struct xer_record xer_options = RECORD("SCHEDOPTIONS", options, project_fields);
const struct xer_record xer_calendar = RECORD("CALENDAR", calendar, calendar_fields);
const struct xer_record xer_wbs = RECORD("PROJWBS", wbs, activity_fields);
const struct xer_record xer_task = RECORD("TASK", task, activity_fields);
const struct xer_record xer_pred = RECORD("TASKPRED", pred, link_fields);
const struct xer_record xer_resource = RECORD("RSRC", resource, resource_fields);
const struct xer_record xer_use = RECORD("TASKRSRC", use, assignment_fields);

const struct xer_column *xer_column(const struct xer_record *r, struct slice name)
{
    for (int i = 0; i < r->column_count; i++)
        if (slice_is(name, r->columns[i].name)) return &r->columns[i];
    return NULL;
}

int xer_table_is_left(struct slice name)
{
    static const char *const left[] = {
        "ACCOUNT",  "ACTVCODE", "ACTVTYPE",     "COSTTYPE",      "DOCCATG",     "DOCSTAT",
        "DOCUMENT", "FINDATES", "FINTMPL",      "FUNDSRC",       "ISSUHIST",    "MEMOTYPE",
        "NONWORK",  "OBS",      "PCATTYPE",     "PCATVAL",       "PHASE",       "POBS",
        "PROJCOST", "PROJEST",  "PROJFUND",     "PROJISSU",      "PROJPCAT",    "PROJRISK",
        "PROJTHRS", "PRTPROF",  "RCATTYPE",     "RCATVAL",       "ROLECATTYPE", "ROLECATVAL",
        "ROLERATE", "ROLES",    "RSRCCURVDATA", "RSRCLEVELLIST", "RSRCRCAT",    "RSRCROLE",
        "SHIFT",    "SHIFTPER", "TASKACTV",     "TASKDOC",       "TASKFDBK",    "TASKFIN",
        "TASKMEMO", "TASKNOTE", "TASKPROC",     "TASKUSER",      "TASKWKSP",    "TRSRCFIN",
        "UDFTYPE",  "UDFVALUE", "UMEASURE",     "WBSBUDG",       "WBSMEMO",     "WBSRSRC",
        "WBSSTEP",
    };
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        if (slice_is(name, left[i])) return 1;
    return 0;
}
