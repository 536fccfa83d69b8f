'use strict';

const errors = require('./errors.js');
const { tables, ...enumerations } = require('./generated/enumerations.js');
const { functions: _functions, ...objects } = require('./generated/objects.js');

const byValues = new Map(Object.entries(tables).map(([name, table]) => [enumerations[name], table]));

function tableOf(enumeration) {
  const table = byValues.get(enumeration);
  if (table === undefined) throw errors.wrongType('enumeration', 'an enumeration of this package', enumeration);
  return table;
}

function numberOf(enumeration, value) {
  const table = tableOf(enumeration);
  return table.numbers[table.words.indexOf(value)];
}

function valueOf(enumeration, number) {
  return tableOf(enumeration).named.get(number);
}

module.exports = {
  FerrovirtError: errors.FerrovirtError,
  AbortError: errors.AbortError,
  numberOf,
  valueOf,
  ...require('./generated/errors.js'),
  ...enumerations,
  ...objects,
};
