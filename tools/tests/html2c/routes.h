/* SPDX-License-Identifier: Apache-2.0 */
/* Stands for the addresses that plan2c makes. */
const char *url_goal_show(struct ctx *c, int64_t goal);
const char *url_goal_list(struct ctx *c, int64_t relationship);
