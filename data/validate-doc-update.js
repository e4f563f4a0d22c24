// SPDX-License-Identifier: GPL-3.0-or-later
// The question of ry-permission.c for a CouchDB, which calls it before it writes a document. The table takes the
// place of TABLE. ECMAScript 5 without a word that CouchDB's oldest engine lacks. Change both together.
function (newDoc, oldDoc, userCtx) {
  var table = /* TABLE */ null;
  var prefixes = {council: ['council:', 'council:'], organisation: ['org:', 'organisation:'],
                  subcommittee: ['subcommittee:', 'subcommittee:'], person: ['person:', 'person:']};
  var roles = userCtx.roles, nearest = null, kind, name, verb, old;

  function has(list, value) {
    return list.indexOf(value) >= 0;
  }

  function find(rows, member, value) {
    for (var i = 0; i < rows.length; i++) {
      if (rows[i][member] === value) {
        return rows[i];
      }
    }
    return null;
  }

  function owns(scope, id) {
    if (typeof id !== 'string') {
      return false;
    }
    if (scope === 'own') {
      return owns('organisation', id) || owns('person', id);
    }
    var role = prefixes[scope][0], start = prefixes[scope][1];
    if (scope === 'council' && !roles.some(function (each) { return each.indexOf(role) === 0; })) {
      return true;
    }
    return id.indexOf(start) === 0 && has(roles, role + id.slice(start.length));
  }

  function equal(a, b) {
    if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
      return a === b;
    }
    var keys = Object.keys(a);
    return Array.isArray(a) === Array.isArray(b) && keys.length === Object.keys(b).length &&
           keys.every(function (key) { return Object.prototype.hasOwnProperty.call(b, key) && equal(a[key], b[key]); });
  }

  function isOwn(rule, doc) {
    return kind.where[rule.of].some(function (member) { return owns(rule.of, doc[member]); });
  }

  function inScope(rule) {
    if (!rule.of) {
      return true;
    }
    if (old && !isOwn(rule, old)) {
      return false;
    }
    return (verb === 'delete' && old !== null) || isOwn(rule, newDoc);
  }

  function differOnlyIn(a, b, rule) {
    return Object.keys(a).every(function (member) {
      return member.charAt(0) === '_' || has(rule.fields, member) || has(table.stamps, member) ||
             (Object.prototype.hasOwnProperty.call(b, member) && equal(a[member], b[member]));
    });
  }

  function keepsAttachments() {
    var before = old && old._attachments || {}, after = newDoc._attachments || {};
    return Object.keys(before).length === Object.keys(after).length && Object.keys(after).every(function (name) {
      var a = before[name], b = after[name];
      return Object.prototype.hasOwnProperty.call(before, name) && b.stub === true &&
             ['digest', 'revpos'].every(function (member) {
               return a[member] === undefined || b[member] === undefined || a[member] === b[member];
             });
    });
  }

  function keepsToFields(rule) {
    return !rule.fields || verb === 'delete' ||
           (keepsAttachments() && differOnlyIn(newDoc, old || {}, rule) && differOnlyIn(old || {}, newDoc, rule));
  }

  // Of a list, what its elements hold: "agenda.title".
  function at(doc, path) {
    var dot = path.indexOf('.'), list = dot > 0 ? doc[path.slice(0, dot)] : null;
    if (dot < 0) {
      return doc[path];
    }
    return Array.isArray(list) ? list.map(function (each) { return each ? each[path.slice(dot + 1)] : undefined; }) : [];
  }

  function isFixed(fixed) {
    var conditions = fixed && fixed.when || {};
    function grew(member) { return (newDoc[member] || 0) > (old[member] || 0); }
    function differs(path) { return !equal(at(newDoc, path), at(old, path)); }
    if (!fixed || !old || !Object.keys(conditions).every(function (member) { return old[member] === conditions[member]; })) {
      return false;
    }
    if (!fixed.fields) {
      return verb === 'edit' || old.sample !== true;
    }
    return verb === 'edit' && !fixed.opens.some(grew) && fixed.fields.some(differs);
  }

  function isHonest() {
    return typeof newDoc.kind !== 'string' || verb === 'delete' || newDoc.kind === kind.kind;
  }

  function allows(rule) {
    if (!(has(rule.may, verb) || (has(rule.may, 'answer') && verb !== 'delete')) ||
        !rule.roles.some(function (role) { return has(roles, role); })) {
      return false;
    }
    if (!rule.of && !rule.fields) {
      return true;
    }
    if (isHonest() && inScope(rule) && keepsToFields(rule)) {
      return true;
    }
    nearest = nearest || rule.sentence || null;
    return false;
  }

  function chooseSentence() {
    var known = table.roles.filter(function (row) { return has(roles, row.role); });
    var own = roles.map(function (role) { return (find(known, 'role', role) || {}).sentence; }).filter(Boolean);
    return nearest || (known.length === 0 ? table.sentence : own[0] || kind.sentence);
  }

  // CouchDB's own administrator could take this function away as well; one of ours is bound by what is fixed.
  if (has(roles, '_admin') && !table.roles.some(function (row) { return has(roles, row.role); })) {
    return;
  }
  name = newDoc._id.indexOf(':') > 0 ? newDoc._id.slice(0, newDoc._id.indexOf(':')) : '';
  kind = find(table.kinds, 'kind', name) || table.otherwise;
  old = oldDoc && !oldDoc._deleted ? oldDoc : null;
  verb = newDoc._deleted ? 'delete' : old ? 'edit' : 'create';
  if (isFixed(kind.fixed)) {
    throw {forbidden: kind.fixed.sentence};
  }
  if (has(roles, '_admin') || table.roles.some(function (row) { return row.all && has(roles, row.role); })) {
    return;
  }
  if (!kind.rules.some(allows)) {
    throw {forbidden: chooseSentence()};
  }
}
