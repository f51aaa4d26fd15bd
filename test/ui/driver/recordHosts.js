const { appendFileSync } = require('node:fs');
const { Socket } = require('node:net');

/** From now on appends the host of every connection that this extension host makes to a file, a line each. */
exports.recordHosts = (file) => {
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function recorded(...given) {
    // Node calls it with its arguments as they came, or as a list that it has put in order.
    const [first, second] = Array.isArray(given[0]) ? given[0] : given;
    const { host, path } = typeof first === 'object' ? first : { host: second };
    if (!path) appendFileSync(file, `${host ?? 'localhost'}\n`);
    return connect.apply(this, given);
  };
};
