/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <unistd.h>

#include "kit/report_supply.h"
#include "kit/torture.h"
#include "report/layer.h"
#include "report/report.h"

static struct arena base = ARENA_INIT((size_t)1 << 30);
static struct dataset data;

static void make_data(void)
{
    fault_arm(0);
    report_dataset_with_supply(
        &data,
        (struct report_shape){
            .areas = 4, .provinces = 2, .years = 2, .visits_per_year = 2, .sites_per_area = 2},
        &base);
}

static enum status open_report(struct report *r, struct arena *a, struct err *e)
{
    struct report_request request = {0};
    return report_open(r, &data, &request, a, e);
}

static enum status write_page(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct buf b = BUF_INIT((size_t)1 << 28);
    struct report r;
    struct err e = {0};
    enum status s = open_report(&r, &a, &e);
    if (s == STATUS_OK) s = report_html(&b, &r, &e);
    if (s != STATUS_OK) CHECK(e.code == s && e.text[0]);
    if (s == STATUS_OK) CHECK(strstr(b.at, "</html>"));
    buf_clear(&b);
    arena_clear(&a);
    return s;
}

static enum status write_layers(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct buf b = BUF_INIT((size_t)1 << 28);
    struct report r;
    struct err e = {0};
    enum status s = open_report(&r, &a, &e);
    for (int i = 0; i < LAYER_COUNT && s == STATUS_OK; i++) {
        struct table t;
        s = layer_make(&t, (enum layer_id)i, &r, &e);
        if (s == STATUS_OK) s = layer_geojson(&b, &t, &e);
    }
    for (int i = 0; i < LAYER_STYLE_COUNT && s == STATUS_OK; i++)
        s = layer_style(&b, &r, i, &e);
    if (s != STATUS_OK) CHECK(e.code == s && e.text[0]);
    buf_clear(&b);
    arena_clear(&a);
    return s;
}

static enum status write_workbook(void)
{
    char path[] = "/tmp/groundwork_report_XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0);
    (void)close(fd);
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct report r;
    struct err e = {0};
    enum status s = open_report(&r, &a, &e);
    if (s == STATUS_OK) s = report_xlsx(path, &r, &e);
    if (s != STATUS_OK) CHECK(e.code == s && e.text[0]);
    (void)unlink(path);
    arena_clear(&a);
    return s;
}

TEST(every_failure_of_the_page_is_told)
{
    make_data();
    torture(write_page);
    arena_clear(&base);
}

TEST(every_failure_of_the_layers_is_told)
{
    make_data();
    torture(write_layers);
    arena_clear(&base);
}

TEST(every_failure_of_the_workbook_is_told)
{
    make_data();
    torture(write_workbook);
    arena_clear(&base);
}

SUITE(CASE(every_failure_of_the_page_is_told), CASE(every_failure_of_the_layers_is_told),
      CASE(every_failure_of_the_workbook_is_told))
