/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test - cmocka in the project's words.
 *
 *     TEST(arena_is_zeroed) { ... CHECK(p[0] == 0); ... }
 *     SUITE(CASE(arena_is_zeroed), CASE(arena_respects_limit))
 *
 * A program is a suite; ctest runs programs.  A failed CHECK ends its case.
 */
#ifndef KIT_TEST_H
#define KIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Prints where, and what did not hold. */
#define CHECK(condition) \
    _assert_true(cast_to_largest_integral_type(!!(condition)), #condition, __FILE__, __LINE__)

/* For numbers: shows both. */
#define CHECK_NEAR(a, b, tolerance)                                                              \
    do {                                                                                         \
        double a_ = (a), b_ = (b), d_ = a_ > b_ ? a_ - b_ : b_ - a_;                             \
        if (!(d_ <= (tolerance))) fail_msg("%s = %.17g is not near %s = %.17g", #a, a_, #b, b_); \
    } while (0)

#define CHECK_TEXT(a, b) assert_string_equal(a, b)

#define TEST(name) static void name(void **state_ __attribute__((unused)))
#define CASE(name) cmocka_unit_test(name)
#define SKIP_UNLESS(condition, why)              \
    do {                                         \
        if (!(condition)) {                      \
            print_message("skipped: %s\n", why); \
            skip();                              \
        }                                        \
    } while (0)

#define SUITE(...)                                        \
    int main(void)                                        \
    {                                                     \
        const struct CMUnitTest cases[] = {__VA_ARGS__};  \
        return cmocka_run_group_tests(cases, NULL, NULL); \
    }

#endif
