/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/rules_file.h"

#include "base/buf.h"
#include "base/str.h"
#include "features/matching/rules_yaml.h"

#define MOST_FIELDS 200
#define MOST_RULES 200
#define MOST_PLACES 10000

static const struct {
	const char *word;
	enum value_kind kind;
} kinds[] = {
	{ "text", VALUE_TEXT },
	{ "ordered", VALUE_ORDERED },
	{ "number", VALUE_NUMBER },
	{ "set", VALUE_SET },
	{ "hours", VALUE_HOURS },
};
#define N_KINDS (sizeof kinds / sizeof *kinds)

static enum value_kind
read_kind(struct rules_reader *y, const yaml_node_t *node)
{
	const char *word = rules_text(y, node);
	size_t i;

	for (i = 0; i < N_KINDS; i++)
		if (str_eq(word, kinds[i].word))
			return kinds[i].kind;
	rules_fail(y, node,
		"\"%s\" is not a kind of field. There are: text, ordered, number, set, hours.",
		word);
	return VALUE_TEXT;
}

static void
read_order(struct rules_reader *y, const yaml_node_t *node, struct match_field *f)
{
	size_t i, j;

	f->n_order = rules_count(y, node);
	f->order = ARENA_ARRAY(y->mem, const char *, f->n_order);
	for (i = 0; i < f->n_order && !y->failed; i++) {
		const yaml_node_t *item = rules_item(y, node, i);

		f->order[i] = rules_text(y, item);
		for (j = 0; j < i; j++)
			if (str_ieq(f->order[j], f->order[i]))
				rules_fail(y, item, "\"%s\" is said twice.", f->order[i]);
	}
}

static void
read_separator(struct rules_reader *y, const yaml_node_t *node, char *ret)
{
	const char *text = rules_text(y, node);

	if (text[0] && !text[1])
		*ret = text[0];
	else
		rules_fail(y, node, "A separator must be a single character, such as \";\".");
}

/* A field is a kind, or a map with more to say. */
static void
read_field(struct rules_reader *y, const yaml_node_t *node, struct match_field *f,
	struct rules_column *c)
{
	yaml_node_t *value;

	f->label = c->column = f->name;
	c->separator = ',';
	if (node->type == YAML_SCALAR_NODE) {
		f->kind = read_kind(y, node);
	} else if (rules_map(y, node, "kind|label|column|values|separator|sensitive")) {
		if ((value = rules_get(y, node, "kind")))
			f->kind = read_kind(y, value);
		else
			rules_fail(y, node, "The field \"%s\" needs a kind.", f->name);
		if ((value = rules_get(y, node, "label")))
			f->label = rules_text(y, value);
		if ((value = rules_get(y, node, "column")))
			c->column = rules_text(y, value);
		if ((value = rules_get(y, node, "separator")))
			read_separator(y, value, &c->separator);
		if ((value = rules_get(y, node, "sensitive")))
			f->sensitive = rules_yes(y, value);
		if ((value = rules_get(y, node, "values")))
			read_order(y, value, f);
	}
	if (f->kind == VALUE_ORDERED && f->n_order < 2)
		rules_fail(y, node,
			"The field \"%s\" is ordered, so it needs its values, lowest first.",
			f->name);
	if (f->kind != VALUE_ORDERED && f->n_order)
		rules_fail(y, node, "Only an ordered field has a list of values.");
}

static void
read_fields(struct rules_reader *y, const yaml_node_t *map, struct rules_file *r)
{
	struct match_field *fields;
	const yaml_node_pair_t *p;
	size_t n;

	if (!map || !rules_map(y, map, NULL)) {
		rules_fail(y, map, "The rules need a part \"fields\".");
		return;
	}
	n = (size_t)(map->data.mapping.pairs.top - map->data.mapping.pairs.start);
	if (n > MOST_FIELDS)
		rules_fail(y, map, "There are more than 200 fields.");
	fields = ARENA_ARRAY(y->mem, struct match_field, n);
	r->columns = ARENA_ARRAY(y->mem, struct rules_column, n);
	r->criteria.fields = fields;
	r->criteria.n_fields = n;
	for (p = map->data.mapping.pairs.start; p < map->data.mapping.pairs.top && !y->failed;
		p++) {
		size_t at = (size_t)(p - map->data.mapping.pairs.start);
		const yaml_node_t *key = yaml_document_get_node(&y->doc, p->key);

		r->columns[at].line = rules_line(key);
		fields[at].name = rules_text(y, key);
		read_field(
			y, yaml_document_get_node(&y->doc, p->value), &fields[at], &r->columns[at]);
	}
}

static int
field_of(struct rules_reader *y, const yaml_node_t *node, struct rules_file *r, enum side side)
{
	const char *name = rules_text(y, node);
	size_t i;

	for (i = 0; i < r->criteria.n_fields; i++)
		if (str_eq(r->criteria.fields[i].name, name)) {
			r->columns[i].used[side] = true;
			return (int)i;
		}
	rules_fail(y, node, "There is no field \"%s\" in the part \"fields\".", name);
	return 0;
}

/* What a rule compares: a field, or a map with one for each side. */
static void
read_subject(
	struct rules_reader *y, const yaml_node_t *node, struct rules_file *r, struct criterion *x)
{
	const yaml_node_t *mentee = node, *mentor = node;

	if (node->type == YAML_MAPPING_NODE) {
		rules_map(y, node, "mentee|mentor");
		mentee = rules_get(y, node, "mentee");
		mentor = rules_get(y, node, "mentor");
		if (!mentee || !mentor) {
			rules_fail(y, node,
				"Here must be a field of the mentee and one of the mentor.");
			return;
		}
	}
	x->mentee_field = field_of(y, mentee, r, MENTEE);
	x->mentor_field = field_of(y, mentor, r, MENTOR);
	if (!y->failed && !criterion_compares(x->kind, r->criteria.fields[x->mentee_field].kind,
				  r->criteria.fields[x->mentor_field].kind))
		rules_fail(y, node, "\"%s\" cannot compare fields of this kind.",
			criterion_word(x->kind));
}

static int64_t
number_of(struct rules_reader *y, const yaml_node_t *rule, const char *key, int64_t lo,
	int64_t absent)
{
	const yaml_node_t *node = rules_get(y, rule, key);

	return node ? rules_number(y, node, lo, CRITERION_MOST) : absent;
}

/* The words that a kind of rule understands beside its own. */
static const char *
words_of(enum criterion_kind kind)
{
	switch (kind) {
	case CRITERION_SAME:
	case CRITERION_DIFFERENT:
		return "";
	case CRITERION_STEPS:
		return "|from|to";
	case CRITERION_SHARED:
		return "|at least|at most";
	case CRITERION_DISTANCE:
		return "|within";
	case CRITERION_HOURS:
		return "|at least";
	case CRITERION_NOT_MANAGER:
		return "";
	}
	return "";
}

static void
read_limits(struct rules_reader *y, const yaml_node_t *node, struct criterion *x)
{
	x->lo = number_of(y, node, "at least", 0, 0);
	x->cap = number_of(y, node, "at most", 1, 0);
	if (x->kind == CRITERION_STEPS) {
		x->lo = number_of(y, node, "from", -CRITERION_MOST, 0);
		x->hi = number_of(y, node, "to", -CRITERION_MOST, x->lo);
		if (x->lo > x->hi)
			rules_fail(y, node, "\"from\" is more than \"to\".");
	}
	if (x->kind == CRITERION_DISTANCE) {
		x->hi = number_of(y, node, "within", 0, -1);
		if (x->hi < 0)
			rules_fail(y, node, "A distance needs \"within\": how far apart at most.");
	}
	if (!x->hard && !rules_get(y, node, "points"))
		rules_fail(y, node, "This rule needs its points.");
	x->points = number_of(y, node, "points", -CRITERION_MOST, 0);
	if (x->cap && (x->hard || x->points < 0))
		rules_fail(y, node, "\"at most\" goes with points for each item that is shared.");
}

/* Finds which word of the map names the kind. */
static yaml_node_t *
find_kind(struct rules_reader *y, const yaml_node_t *node, enum criterion_kind *ret)
{
	int i;

	for (i = 0; i < CRITERION_KINDS; i++) {
		yaml_node_t *value = rules_get(y, node, criterion_word((enum criterion_kind)i));

		*ret = (enum criterion_kind)i;
		if (value)
			return value;
	}
	return NULL;
}

static void
read_rule(
	struct rules_reader *y, const yaml_node_t *node, struct rules_file *r, struct criterion *x)
{
	const yaml_node_t *subject;

	if (!rules_map(y, node, NULL))
		return;
	if (!(subject = find_kind(y, node, &x->kind))) {
		rules_fail(y, node,
			"A rule starts with same, different, steps, shared, distance, hours or "
			"not_manager.");
		return;
	}
	rules_map(y, node,
		arena_printf(y->mem, "%s%s%s", x->hard ? "" : "points|", criterion_word(x->kind),
			words_of(x->kind)));
	if (x->kind != CRITERION_NOT_MANAGER)
		read_subject(y, subject, r, x);
	else if (!rules_yes(y, subject))
		rules_fail(y, subject, "Leave the rule out instead of saying no.");
	if (x->kind == CRITERION_NOT_MANAGER && !r->manager_column)
		rules_fail(y, node, "The part \"people\" must say where the line manager stands.");
	read_limits(y, node, x);
}

static void
read_rules(struct rules_reader *y, const yaml_node_t *root, struct rules_file *r)
{
	const yaml_node_t *must = rules_get(y, root, "must"),
			  *points = rules_get(y, root, "points");
	size_t n_must = rules_count(y, must), n_points = rules_count(y, points), i;
	struct criterion *list;

	if (n_must > MOST_RULES || n_points > MOST_RULES)
		rules_fail(y, root, "There are more than 200 rules.");
	if (y->failed)
		return;
	list = ARENA_ARRAY(y->mem, struct criterion, n_must + n_points);
	for (i = 0; i < n_must + n_points && !y->failed; i++) {
		list[i].hard = i < n_must;
		read_rule(y,
			i < n_must ? rules_item(y, must, i) : rules_item(y, points, i - n_must), r,
			&list[i]);
	}
	r->criteria.list = list;
	r->criteria.n = n_must + n_points;
}

static void
read_people(struct rules_reader *y, const yaml_node_t *people, struct rules_file *r)
{
	yaml_node_t *node;

	if (!people || !rules_map(y, people, "id|places|line manager")) {
		rules_fail(
			y, people, "The rules need a part \"people\" with the column of the id.");
		return;
	}
	if ((node = rules_get(y, people, "id"))) {
		r->id_column = rules_text(y, node);
		r->id_line = rules_line(node);
	} else {
		rules_fail(
			y, people, "Here must be \"id:\" and the column that tells people apart.");
	}
	r->places = 1;
	if ((node = rules_get(y, people, "places"))) {
		r->places_line = rules_line(node);
		if (node->type == YAML_MAPPING_NODE && rules_map(y, node, "column") &&
			rules_get(y, node, "column"))
			r->places_column = rules_text(y, rules_get(y, node, "column"));
		else
			r->places = (int32_t)rules_number(y, node, 0, MOST_PLACES);
	}
	if ((node = rules_get(y, people, "line manager"))) {
		r->manager_column = rules_text(y, node);
		r->manager_line = rules_line(node);
	}
}

static struct rules_wish *
read_wishes(struct rules_reader *y, const yaml_node_t *list, size_t *ret_n)
{
	size_t n = rules_count(y, list), i;
	struct rules_wish *wishes = ARENA_ARRAY(y->mem, struct rules_wish, n);

	for (i = 0; i < n && !y->failed; i++) {
		yaml_node_t *pair = rules_item(y, list, i);
		yaml_node_t *mentee, *mentor;

		rules_map(y, pair, "mentee|mentor");
		mentee = rules_get(y, pair, "mentee");
		mentor = rules_get(y, pair, "mentor");
		if (!mentee || !mentor) {
			rules_fail(y, pair, "Here must be a mentee and a mentor.");
			break;
		}
		wishes[i] = (struct rules_wish){ rules_text(y, mentee), rules_text(y, mentor),
			rules_line(pair) };
	}
	*ret_n = n;
	return wishes;
}

bool
rules_read(struct arena *mem, const char *text, size_t n, struct rules_file *ret,
	struct rules_error *err)
{
	struct rules_file r = { 0 };
	struct rules_reader y;
	yaml_node_t *root;

	if (rules_open(&y, mem, text, n, err)) {
		root = yaml_document_get_root_node(&y.doc);
		rules_map(&y, root, "people|fields|must|points|apart|together");
		read_people(&y, rules_get(&y, root, "people"), &r);
		read_fields(&y, rules_get(&y, root, "fields"), &r);
		read_rules(&y, root, &r);
		r.apart = read_wishes(&y, rules_get(&y, root, "apart"), &r.n_apart);
		r.together = read_wishes(&y, rules_get(&y, root, "together"), &r.n_together);
	}
	rules_close(&y);
	if (!y.failed)
		*ret = r;
	return !y.failed;
}
