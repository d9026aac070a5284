// Which of a handler's routes a request takes, for low-cardinality names. A handler may list them:
// export default { routes: ['GET /cart/{id}'], async fetch(request, env, ctx) { ... } }

/**
 * @param {string[]} routes each `METHOD /path/{variable}`
 * @returns {(method: string, path: string) => string | undefined} the path template that matches
 */
export function routeMatcher(routes) {
  const compiled = routes.map((route) => {
    const parts = /^([A-Z]+) (\/\S*)$/.exec(route);
    if (!parts) {
      throw new TypeError(`a route is 'METHOD /path', not ${JSON.stringify(route)}`);
    }
    const pattern = parts[2]
      .split(/(\{\w+\})/)
      .map((part) => (part.startsWith('{') ? '[^/]+' : part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')))
      .join('');
    return { method: parts[1], template: parts[2], pattern: new RegExp(`^${pattern}$`) };
  });
  return (method, path) =>
    compiled.find((route) => route.method === method && route.pattern.test(path))?.template;
}
