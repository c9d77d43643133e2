import { type Module, parseSync, printSync } from '@swc/core';

/** A source file without one of its lines. */
export interface Mutant {
  /** what is out, as a person finds it in the file */
  out: string;
  code: string;
}

/** A node of swc's tree; what it holds depends on its type. */
type Node = { type: string; [key: string]: unknown };
/** What holds a node: another, or a list of them. */
type Holder = Node | Record<string | number, unknown>;

/** Turns of a loop in one run: more than any scenario needs. Without the line that ended it, a loop ends here, at once on any machine. */
const MOST_TURNS = 400;
const BOUND = `if (++turns > ${MOST_TURNS}) throw new Error('a loop without end');`;

/**
 * Every way to take one line out of a TypeScript source: a statement; the condition of a block (its body runs in any case), the head of a loop
 * (its body runs once); of a function that gives back an object, or what is made from one, each member. What others would not run without (a constant) gets a value that
 * says nothing: no members, the opposite of a boolean, a function without a result, else `undefined`. Imports, types and whole functions stay:
 * a function is the lines in it.
 */
export function mutantsOf(source: string): Mutant[] {
  const program = parse(source);
  const mutants: Mutant[] = [];
  const out = (what: Node, how: string, holder: Holder, key: string | number, instead: unknown) => {
    const was = holder[key];
    const said = `${how}${inOneLine(what)}`;
    holder[key] = instead;
    mutants.push({ out: said, code: print(program) });
    holder[key] = was;
  };

  walk(program as unknown as Node, (node, holder, key, isStatement) => {
    if (node.type === 'VariableDeclaration' && isStatement)
      for (const one of list(node.declarations).filter(({ init }) => init !== null))
        out(node, 'says nothing: ', one, 'init', saysNothing(one.id as Node, one.init as Node | null));
    else if (isStatement && !STAYING.has(node.type)) out(node, '', holder, key, { type: 'EmptyStatement', span: SPAN });
    if (node.type === 'IfStatement' && (node.consequent as Node).type === 'BlockStatement')
      out(node, 'in any case: ', node as Holder, 'test', literal(true));
    if (node.type === 'WhileStatement')
      out(node, 'once: ', holder, key, { ...node, type: 'DoWhileStatement', test: literal(false) });
    if (node.type === 'ForStatement') out(node, 'not moved on: ', node as Holder, 'update', null);
    for (const given of node.type === 'ReturnStatement' ? objectsIn(node.argument as Node | null) : []) {
      const members = list(given.properties);
      for (const member of members)
        out(
          { ...given, type: 'ObjectExpression', properties: [member] },
          '',
          given as Holder,
          'properties',
          members.filter((one) => one !== member),
        );
    }
  });
  return mutants;
}

/** The source with its loops bounded, and its imports as `found` says. */
export function rewritten(source: string, found: (imported: string) => string): string {
  const program = parse(source);
  const bound = parse(BOUND).body;
  walk(program as unknown as Node, (node) => {
    if (LOOPS.has(node.type)) node.body = { type: 'BlockStatement', span: SPAN, ctxt: 0, stmts: [...bound, node.body] };
    const from = node.source as { value: string; raw?: string } | null | undefined;
    if (node.type === 'ImportDeclaration' && from != null)
      Object.assign(from, { value: found(from.value), raw: undefined });
  });
  return `let turns = 0;\n${print(program)}`;
}

const SPAN = { start: 0, end: 0, ctxt: 0 };
const STAYING = new Set(['ImportDeclaration', 'FunctionDeclaration', 'EmptyStatement', 'BlockStatement']);
const LOOPS = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForOfStatement']);

/** Visits every node from the top. `isStatement`: it stands where a statement does. */
function walk(
  top: Node,
  visit: (node: Node, holder: Holder, key: string | number, isStatement: boolean) => void,
): void {
  for (const [key, held] of Object.entries(top)) {
    const inList = Array.isArray(held);
    for (const [index, one] of (inList ? held : [held]).entries()) {
      const node = isNode(one) ? one : isNode(one?.expression) ? (one.expression as Node) : null;
      if (node === null) continue;
      if (node === one)
        visit(node, inList ? (held as unknown as Holder) : top, inList ? index : key, isStatementOf(top, key, node));
      walk(node, visit);
    }
  }
}

function isStatementOf(top: Node, key: string, { type }: Node): boolean {
  const isOne = type.endsWith('Statement') || type === 'VariableDeclaration' || type === 'FunctionDeclaration';
  return (
    isOne &&
    (key === 'stmts' || key === 'body' || key === 'consequent' || key === 'alternate') &&
    top.type !== 'ArrowFunctionExpression'
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The object that is given back, or those from which a call makes it. */
function objectsIn(given: Node | null): Node[] {
  const made = given?.type === 'CallExpression' ? list(given.arguments).map((one) => one.expression as Node) : [given];
  return made.filter((one): one is Node => one?.type === 'ObjectExpression');
}

const list = (nodes: unknown): Node[] => nodes as Node[];
const literal = (value: boolean) => ({ type: 'BooleanLiteral', span: SPAN, value });

function saysNothing(name: Node, given: Node | null): unknown {
  if (given?.type === 'BooleanLiteral') return literal(given.value !== true);
  if (given?.type === 'ArrowFunctionExpression') return expression('(() => undefined)');
  return expression(name.type === 'ObjectPattern' || given?.type === 'ObjectExpression' ? '({})' : 'undefined');
}

function expression(source: string): unknown {
  const [statement] = parse(source).body;
  return statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
}

function parse(source: string): Module {
  return parseSync(source, { syntax: 'typescript', target: 'es2022' });
}

function print(program: Module): string {
  return printSync(program, { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }).code;
}

function inOneLine(node: Node): string {
  const statement = node.type.endsWith('Expression')
    ? { type: 'ExpressionStatement', span: SPAN, expression: node }
    : node;
  const code = print({ type: 'Module', span: SPAN, body: [statement], interpreter: null } as unknown as Module);
  return code.replaceAll(/\s+/g, ' ').trim().slice(0, 110);
}
