import {
  ColumnNode,
  type ColumnUpdateNode,
  type KyselyPlugin,
  type OperationNode,
  PrimitiveValueListNode,
  type RootOperationNode,
  TableNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
} from 'kysely';
import type { Redactor } from '../action/redact.ts';

/**
 * What a worker executes, word by word: its secrets were sealed before, and a mark in their place would be
 * executed. The outcome was redacted by whoever saw it come, and the record holds the hash of exactly that.
 */
const untouched: Readonly<Record<string, readonly string[]>> = {
  run: ['plan', 'target', 'verify', 'outcome'],
};

/** Every text that is written to the database goes through here, whichever table and column it is for. */
export function redacting(redactor: Pick<Redactor, 'text' | 'json'>): KyselyPlugin {
  const clean = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    return /^[[{]/.test(value) ? redactor.json(value) : redactor.text(value);
  };
  return {
    transformQuery: ({ node }) => withClean(node, clean),
    transformResult: async ({ result }) => result,
  };
}

type Clean = (value: unknown) => unknown;

function withClean(node: RootOperationNode, clean: Clean): RootOperationNode {
  switch (node.kind) {
    case 'InsertQueryNode': {
      const table = nameOf(node.into);
      const columns = (node.columns ?? []).map(({ column }) => column.name);
      const cleanOf = columns.map((column) => (isUntouched(table, column) ? same : clean));
      const { values, onConflict } = node;
      return {
        ...node,
        ...(values && ValuesNode.is(values) && { values: cleanValues(values, cleanOf) }),
        ...(onConflict?.updates && {
          onConflict: { ...onConflict, updates: cleanUpdates(table, onConflict.updates, clean) },
        }),
      };
    }
    case 'UpdateQueryNode': {
      const updates = cleanUpdates(nameOf(node.table), node.updates ?? [], clean);
      return { ...node, updates };
    }
    default:
      return node;
  }
}

function cleanValues(node: ValuesNode, cleanOf: Clean[]): ValuesNode {
  return ValuesNode.create(
    node.values.map((row) =>
      PrimitiveValueListNode.is(row)
        ? PrimitiveValueListNode.create(row.values.map((value, at) => (cleanOf[at] ?? same)(value)))
        : ValueListNode.create(
            row.values.map((value, at) => cleanNode(value, cleanOf[at] ?? same)),
          ),
    ),
  );
}

function cleanUpdates(
  table: string,
  updates: readonly ColumnUpdateNode[],
  clean: Clean,
): ColumnUpdateNode[] {
  return updates.map((update) => {
    const column = ColumnNode.is(update.column) ? update.column.column.name : '';
    if (isUntouched(table, column)) return update;
    return { ...update, value: cleanNode(update.value, clean) };
  });
}

function cleanNode(node: OperationNode, clean: Clean): OperationNode {
  return ValueNode.is(node) ? ValueNode.create(clean(node.value)) : node;
}

function nameOf(node: OperationNode | undefined): string {
  return node && TableNode.is(node) ? node.table.identifier.name : '';
}

function isUntouched(table: string, column: string): boolean {
  return untouched[table]?.includes(column) === true;
}

function same(value: unknown): unknown {
  return value;
}
