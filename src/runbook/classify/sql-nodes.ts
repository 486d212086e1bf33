import type { CommandClass } from '../model.ts';

/** Statements of PostgreSQL's syntax tree that remove something; any other than SELECT changes it. */
export const statementClasses: Readonly<Record<string, CommandClass | undefined>> = {
  DeleteStmt: 'destructive',
  TruncateStmt: 'destructive',
  DropStmt: 'destructive',
  DropdbStmt: 'destructive',
  DropRoleStmt: 'destructive',
  DropOwnedStmt: 'destructive',
  DropTableSpaceStmt: 'destructive',
  DropSubscriptionStmt: 'destructive',
  DropUserMappingStmt: 'destructive',
  MergeStmt: 'destructive',
};

/** Functions that lose data or a backup's place in the log. */
export const losingFunctions = new Set(
  'pg_drop_replication_slot lo_unlink lo_truncate pg_replication_origin_drop'.split(' '),
);

/** Parts of a query that only compute. */
export const harmlessNodes = new Set(
  `SelectStmt ResTarget ColumnRef String Integer Float Boolean BitString A_Star A_Const A_Expr A_ArrayExpr
  A_Indirection A_Indices BoolExpr BooleanTest NullTest CaseExpr CaseWhen CoalesceExpr MinMaxExpr SubLink
  TypeCast TypeName NamedArgExpr RowExpr CollateClause SortBy WindowDef RangeVar RangeSubselect
  RangeFunction RangeTableSample JoinExpr WithClause CommonTableExpr GroupingFunc GroupingSet
  SQLValueFunction List Alias ParamRef`.split(/\s+/),
);

/** Settings that change how long a session waits or how it prints, and nothing else. */
export const harmlessSettings = new Set(
  'statement_timeout lock_timeout idle_in_transaction_session_timeout work_mem timezone datestyle intervalstyle client_min_messages extra_float_digits'.split(
    ' ',
  ),
);
