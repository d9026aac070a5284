// A small service that does each of the things the tests look at.
export default {
  routes: ['GET /items/{id}', 'PUT /items/{id}', 'DELETE /items/{id}', 'GET /call', 'POST /echo', 'GET /boom', 'GET /setting', 'GET /list', 'GET /race'],

  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const [, first, id] = url.pathname.split('/');
    switch (first) {
      case 'items':
        if (request.method === 'PUT') {
          await env.STATE.put(`item/${id}`, await request.json());
          return new Response(null, { status: 204 });
        }
        if (request.method === 'DELETE') {
          await env.STATE.delete(`item/${id}`);
          return new Response(null, { status: 204 });
        }
        return Response.json(await env.STATE.get(`item/${id}`));
      case 'list':
        return Response.json(
          await env.STATE.list({ prefix: 'item/', limit: 2, cursor: url.searchParams.get('cursor') }),
        );
      case 'race': {
        const value = { n: 1 };
        const first = env.STATE.put('item/race', value);
        value.n = 2;
        await Promise.all([first, env.STATE.put('item/race', value), env.STATE.delete('item/race')]);
        return Response.json(await env.STATE.get('item/race'));
      }
      case 'echo':
        return new Response(await request.arrayBuffer(), {
          headers: { 'content-type': request.headers.get('content-type') ?? 'application/octet-stream' },
        });
      case 'call': {
        const answer = await fetch(url.searchParams.get('to'), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ asked: true }),
        });
        return new Response(await answer.text(), { status: answer.status });
      }
      case 'boom':
        console.warn('about to fail %d times', 1);
        throw new RangeError('out of cheese');
      case 'setting':
        ctx.waitUntil(env.STATE.put('item/later', { done: true }));
        return Response.json({ limit: env.CONFIG.limit, keys: Object.keys(env.CONFIG) });
      default:
        return new Response('no such page', { status: 404 });
    }
  },
};
