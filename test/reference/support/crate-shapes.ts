import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import jsonld from 'jsonld'
import { BlankNode, NamedNode, namedNode, quad, Store, type Term } from 'oxigraph'
import ShaclValidator from 'rdf-validate-shacl'
import environment from 'rdf-validate-shacl/src/defaultEnv.js'

const SHACL = 'http://www.w3.org/ns/shacl#'
const BASE = 'http://example.org/crate/'
const PREFIXES = `
  PREFIX sh: <${SHACL}>
  PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
  PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
  PREFIX owl: <http://www.w3.org/2002/07/owl#>`

type Json = Record<string, unknown>

/**
 * Checks a metadata file with the published shapes of RO-Crate 1.2: the parts that it must have. `schemas` is the folder of
 * context and shapes. They are SHACL, with SPARQL in targets, rules and constraints, and with subclasses. The engine of the core
 * knows neither, so these run here.
 */
export async function crateProblems(metadata: Json, schemas: string): Promise<readonly string[]> {
  const folder = join(schemas, 'shacl/1.2')
  const shapes = new Store()
  const names = ['prefixes.ttl', ...readdirSync(join(folder, 'must')).map((name) => join('must', name))]
  for (const name of names) loadTurtle(shapes, join(folder, name))
  const data = await graphOf(metadata, schemas)
  loadTurtle(data, join(folder, 'ontology.ttl'))
  const prefixes = declaredPrefixes(shapes)
  applyRules(data, shapes, prefixes)
  nameTargets(data, shapes, prefixes)
  return [...new Set([...(await brokenShapes(data, shapes)), ...brokenQueries(data, shapes, prefixes)])].sort()
}

function loadTurtle(store: Store, path: string): void {
  store.load(readFileSync(path, 'utf8'), { format: 'text/turtle', base_iri: BASE })
}

async function graphOf(metadata: Json, schemas: string): Promise<Store> {
  const context = JSON.parse(readFileSync(join(schemas, 'context/1.2/context.jsonld'), 'utf8'))
  const quads = await jsonld.toRDF(metadata, {
    base: BASE,
    format: 'application/n-quads',
    documentLoader: async (documentUrl) => {
      if (documentUrl !== 'https://w3id.org/ro/crate/1.2/context') throw new Error(`no context ${documentUrl} in the folder`)
      return { documentUrl, document: context }
    },
  })
  const store = new Store()
  store.load(String(quads), { format: 'application/n-quads' })
  return store
}

type Row = ReadonlyMap<string, Term>

function select(store: Store, query: string): readonly Row[] {
  const rows = store.query(query)
  if (!Array.isArray(rows)) throw new Error('the query is not a SELECT')
  return rows.filter((row) => row instanceof Map)
}

function valueIn(row: Row, name: string): string {
  const term = row.get(name)
  if (!term) throw new Error(`a row of the shapes has no ${name}`)
  return term.value
}

function nodeIn(row: Row, name: string): NamedNode | BlankNode {
  const term = row.get(name)
  if (term instanceof NamedNode || term instanceof BlankNode) return term
  throw new Error(`${name} of the shapes or of the crate is no node: ${term}`)
}

function declaredPrefixes(shapes: Store): string {
  const rows = select(shapes, `${PREFIXES} SELECT ?prefix ?namespace { ?all sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }`)
  return [`BASE <${BASE}> ${PREFIXES}`, ...rows.map((row) => `PREFIX ${valueIn(row, 'prefix')}: <${valueIn(row, 'namespace')}>`)].join('\n')
}

/** Whom a shape is about, as a query for each way of saying it. */
const TARGETS = `
  { ?shape sh:target/sh:select ?query }
  UNION { ?shape sh:targetClass ?named BIND(CONCAT("SELECT ?this { ?this a <", STR(?named), "> }") AS ?query) }
  UNION { ?shape sh:targetObjectsOf ?named BIND(CONCAT("SELECT ?this { ?any <", STR(?named), "> ?this }") AS ?query) }
  UNION { ?shape sh:targetSubjectsOf ?named BIND(CONCAT("SELECT ?this { ?this <", STR(?named), "> ?any }") AS ?query) }`

/** Adds to the data what the rules of the shapes and the subclasses say of it, until they say nothing new. */
function applyRules(data: Store, shapes: Store, prefixes: string): void {
  const rules = select(
    shapes,
    `${PREFIXES} SELECT ?query ?predicate ?object {
       ?shape sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate ?predicate ; sh:object ?object ] ${TARGETS} }`,
  )
  for (let size = -1; size !== data.size; ) {
    size = data.size
    data.update(`${PREFIXES} INSERT { ?x a ?more } WHERE { ?x a/(rdfs:subClassOf|owl:equivalentClass|^owl:equivalentClass)+ ?more }`)
    for (const rule of rules)
      for (const row of select(data, `${prefixes}\n${valueIn(rule, 'query')}`))
        data.add(quad(nodeIn(row, 'this'), namedNode(valueIn(rule, 'predicate')), nodeIn(rule, 'object')))
  }
}

/** Writes whom a query finds into the shapes, by name. */
function nameTargets(data: Store, shapes: Store, prefixes: string): void {
  for (const target of select(shapes, `${PREFIXES} SELECT ?shape ?query { ?shape sh:target/sh:select ?query }`))
    for (const row of select(data, `${prefixes}\n${valueIn(target, 'query')}`))
      shapes.add(quad(nodeIn(target, 'shape'), namedNode(`${SHACL}targetNode`), nodeIn(row, 'this')))
}

async function brokenShapes(data: Store, shapes: Store): Promise<readonly string[]> {
  const core = shapes.match().filter(({ predicate }) => predicate.value !== `${SHACL}sparql`)
  const validator = new ShaclValidator(environment.dataset(core))
  const { results } = await validator.validate(environment.dataset(data.match()))
  return results.map((each) => `${each.focusNode?.value}: ${each.message.map(({ value }) => value).join(' ')}`)
}

/** Constraints that are queries: what one finds among the targets of its shape breaks it. */
function brokenQueries(data: Store, shapes: Store, prefixes: string): readonly string[] {
  const constraints = select(
    shapes,
    `${PREFIXES} SELECT ?query ?constraint ?message { ?shape sh:sparql [ sh:select ?constraint ; sh:message ?message ] ${TARGETS} }`,
  )
  return constraints.flatMap((row) => {
    const targets = new Set(select(data, `${prefixes}\n${valueIn(row, 'query')}`).map((found) => valueIn(found, 'this')))
    const found = select(data, `${prefixes}\n${valueIn(row, 'constraint')}`).map((each) => valueIn(each, 'this'))
    return found.filter((each) => targets.has(each)).map((each) => `${each}: ${valueIn(row, 'message')}`)
  })
}
