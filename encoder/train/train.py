"""Trains the upper layers of all-MiniLM-L6-v2 on stretches of texts and writes encoder.model.

train.py BASE.onnx QUANTISED.onnx TOKENS.jsonl ENCODER.model

BASE.onnx holds the weights as 32-bit floats, QUANTISED.onnx what ships of them, TOKENS.jsonl the
stretches that `Tokens` writes. Needs Python 3.11, PyTorch 2, NumPy and onnx; on two cores it takes about 35 minutes.
Seeds are fixed; figures vary by a percent or two with the version of PyTorch and the number of threads.
"""

import json
import random
import struct
import sys
import time

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import nn

SEED = 20260711
WIDTH, LAYERS, ATTENTIONS = 384, 6, 12
# The embeddings and the lowest layers stay as they are: they know more words than the training texts have.
KEPT_LAYERS = 2
BEGIN, END, MASK = 101, 102, 103
MOST = 128
KINDS = 6  # harmless, then as AttackKind: direct injection, indirect, jailbreak, extraction, sensitive request
STRETCHES = 60_000
BATCH = 32
RATE, HEAD_RATE = 5e-5, 1e-3
DROPPED, MASKED = 0.1, 0.06

# The weights are averaged over the last part of the training.
AVERAGED_FROM = 0.6

# Share of the draws by whether a stretch is of data, and by kind: else one kind would drown the others.
SHARES = {
    (False, 0): 0.32, (False, 1): 0.07, (False, 3): 0.06, (False, 4): 0.06, (False, 5): 0.03,
    (True, 0): 0.24, (True, 2): 0.17, (True, 3): 0.03, (True, 4): 0.02,
}

PARTS = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "joined": "attention.output.dense", "wide": "intermediate.dense", "narrow": "output.dense",
}
NORMS = {"norm": "attention.output.LayerNorm", "last_norm": "output.LayerNorm"}


class Dense(nn.Linear):
    """A product in eight bits, as the shipped model computes it; gradients pass as if nothing were rounded.

    Weights get seven bits and a scale for each column (with eight, processors without VNNI overflow), what goes in
    eight bits and a scale for each text.
    """

    def forward(self, x):
        weight = self.weight
        if weight.requires_grad:
            rounded, scale = self.rounded()
            weight = weight + (rounded * scale - weight).detach()
        return F.linear(x, weight, self.bias)

    def rounded(self):
        weight = self.weight.detach()
        scale = weight.abs().amax(1, keepdim=True) / 63
        return (weight / scale).round(), scale


def eight_bits(x, there):
    """What DynamicQuantizeLinear of ONNX makes of each text."""
    with torch.no_grad():
        real = x * there
        low = real.amin((1, 2), keepdim=True).clamp(max=0)
        scale = (real.amax((1, 2), keepdim=True).clamp(min=0) - low) / 255
        zero = (-low / scale).round()
        error = ((x / scale).round_() + zero).clamp_(0, 255).sub_(zero).mul_(scale).sub_(x)
    return x + error


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.joined = (Dense(WIDTH, WIDTH) for _ in range(4))
        self.wide, self.narrow = Dense(WIDTH, 4 * WIDTH), Dense(4 * WIDTH, WIDTH)
        self.norm, self.last_norm = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))

    def forward(self, x, there, mask):
        batch, length, _ = x.shape
        given = eight_bits(x, there)

        def split(y):
            return y.view(batch, length, ATTENTIONS, WIDTH // ATTENTIONS).transpose(1, 2)

        seen = F.scaled_dot_product_attention(
            split(self.query(given)), split(self.key(given)), split(self.value(given)), attn_mask=mask)
        seen = self.joined(eight_bits(seen.transpose(1, 2).reshape(batch, length, WIDTH), there))
        x = self.norm(x + F.dropout(seen, DROPPED, self.training))
        seen = self.narrow(eight_bits(F.gelu(self.wide(eight_bits(x, there))), there))
        return self.last_norm(x + F.dropout(seen, DROPPED, self.training))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.places, self.types = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        # Requests, data, and each kind; of the mean and of the highest values over all pieces.
        self.head = nn.Linear(2 * WIDTH, 2 + KINDS)

    def forward(self, pieces):
        real = (pieces > 0)[..., None]
        mask = torch.where(pieces > 0, 0.0, -1e9)[:, None, None, :]
        x = self.norm(self.words(pieces) + self.places.weight[: pieces.shape[1]] + self.types.weight[0])
        for i, layer in enumerate(self.layers):
            with torch.set_grad_enabled(i >= KEPT_LAYERS and torch.is_grad_enabled()):
                x = layer(x, real, mask)
        mean = (x * real).sum(1) / real.sum(1)
        highest = x.masked_fill(~real, -1e9).max(1).values
        return self.head(F.dropout(torch.cat([mean, highest], 1), DROPPED, self.training))


def matrices(names):
    """The names of the weight matrices in the order of the graph, six a layer."""
    return sorted({n for n in names if n.startswith("onnx::MatMul_")}, key=lambda n: int(n.split("_")[1]))


def quantised_matrices(names):
    return [n.removesuffix("_quantized") for n in matrices(n for n in names if n.endswith("_quantized"))]


def tensors(file):
    return {it.name: numpy_helper.to_array(it) for it in onnx.load(file).graph.initializer}


def load(base, quantised):
    """What is trained begins with the floating-point weights; what stays has the values that it has in eight bits."""
    given, shipped = tensors(base), tensors(quantised)

    def kept(name):
        difference = shipped[f"{name}_quantized"].astype(np.float32) - shipped[f"{name}_zero_point"].astype(np.float32)
        return difference * shipped[f"{name}_scale"]

    encoder = Encoder()
    to = encoder.state_dict()

    def put(name, values):
        to[name].copy_(torch.from_numpy(values.copy()))

    for name, of in (("words", "word"), ("places", "position"), ("types", "token_type")):
        put(f"{name}.weight", kept(f"embeddings.{of}_embeddings.weight"))
    for what in ("weight", "bias"):
        put(f"norm.{what}", given[f"embeddings.LayerNorm.{what}"])
    ordered = matrices(given)
    names = quantised_matrices(shipped)
    for i in range(LAYERS):
        for j, (part, of) in enumerate(PARTS.items()):
            at = len(PARTS) * i + j
            put(f"layers.{i}.{part}.weight", (kept(names[at]) if i < KEPT_LAYERS else given[ordered[at]]).T)
            put(f"layers.{i}.{part}.bias", given[f"encoder.layer.{i}.{of}.bias"])
        for norm, of in NORMS.items():
            for what in ("weight", "bias"):
                put(f"layers.{i}.{norm}.{what}", given[f"encoder.layer.{i}.{of}.{what}"])
    nn.init.normal_(encoder.head.weight, std=0.02)
    nn.init.zeros_(encoder.head.bias)
    for name, it in encoder.named_parameters():
        trained = name.startswith("head") or any(name.startswith(f"layers.{i}.") for i in range(KEPT_LAYERS, LAYERS))
        it.requires_grad = trained
    return encoder


class Draws:
    """Draws stretches by their weight, and puts some of them among others."""

    def __init__(self, rows):
        self.rows = rows
        weight = np.array([r["weight"] for r in rows])
        self.chance = np.zeros(len(rows))
        for (data, kind), share in SHARES.items():
            group = np.array([r["data"] == data and r["kind"] == kind for r in rows])
            self.chance[group] = share * weight[group] / weight[group].sum()
        self.chance /= self.chance.sum()
        # Orders, and not questions: those for hidden instructions come from people.
        self.orders = self.brief(False, (1,)) + self.brief(True, (2,))
        self.plain = {data: self.brief(data, (0,)) for data in (False, True)}

    def brief(self, data, kinds):
        return [
            r["pieces"][1:-1] for r in self.rows
            if r["data"] == data and r["kind"] in kinds and len(r["pieces"]) < 50 and not r["disguised"]]

    def draw(self, number):
        chosen = np.random.choice(len(self.rows), size=number, p=self.chance)
        return [self.placed(self.rows[i]) for i in chosen]

    def placed(self, row):
        """An order among data is an attack, a harmless text among others is none."""
        luck = random.random()
        body = row["pieces"][1:-1]
        if row["kind"] == 0 and luck < 0.3:
            order = luck < 0.12
            if order and not row["data"]:
                return row
            put = random.choice(self.orders if order else self.plain[row["data"]])
            at = random.choice((0, len(body), random.randint(0, len(body))))
            body = body[max(0, at - 60):at] + put + body[at:]
            return self.row(body, row["data"], 2 if order else 0)
        if row["kind"] in (1, 4) and not row["data"] and len(body) < 68 and luck < 0.3:
            put = random.choice(self.plain[False])
            return self.row(put + body if luck < 0.2 else body + put, False, row["kind"])
        return row

    @staticmethod
    def row(body, data, kind):
        return {"pieces": [BEGIN] + body[: MOST - 2] + [END], "data": data, "kind": kind}

    def batches(self):
        """Fifty batches of stretches of like length."""
        drawn = sorted(self.draw(BATCH * 50), key=lambda r: len(r["pieces"]) + random.random() * 6)
        cut = [drawn[i:i + BATCH] for i in range(0, len(drawn), BATCH)]
        random.shuffle(cut)
        return cut


def padded(rows):
    pieces = torch.zeros(len(rows), max(len(r["pieces"]) for r in rows), dtype=torch.long)
    for i, r in enumerate(rows):
        pieces[i, : len(r["pieces"])] = torch.tensor(r["pieces"])
    masked = (torch.rand(pieces.shape) < MASKED) & (pieces > MASK)
    return torch.where(masked, torch.tensor(MASK), pieces)


def loss(answers, rows):
    data = torch.tensor([r["data"] for r in rows])
    kind = torch.tensor([r["kind"] for r in rows])
    odds = torch.where(data, answers[:, 1], answers[:, 0])
    attack = F.binary_cross_entropy_with_logits(odds, (kind > 0) * 0.97 + 0.015)
    return attack + 0.3 * F.cross_entropy(answers[:, 2:], kind, label_smoothing=0.03)


def train(encoder, rows):
    draws = Draws(rows)
    trained = {n: p for n, p in encoder.named_parameters() if p.requires_grad}
    groups = [
        {"params": [p for n, p in trained.items() if not n.startswith("head")], "lr": RATE},
        {"params": list(encoder.head.parameters()), "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps, step, began = STRETCHES // BATCH, 0, time.time()
    mean, averaged, smooth = {}, 0, None
    encoder.train()
    while step < steps:
        for rows in draws.batches()[: steps - step]:
            factor = min(1, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimiser.param_groups, (RATE, HEAD_RATE)):
                group["lr"] = rate * factor
            value = loss(encoder(padded(rows)), rows)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            step += 1
            smooth = value.item() if smooth is None else 0.98 * smooth + 0.02 * value.item()
            if step > AVERAGED_FROM * steps and step % 10 == 0:
                averaged += 1
                for name, p in trained.items():
                    old = mean.get(name, p.detach())
                    mean[name] = old + (p.detach() - old) / averaged
            if step % 50 == 0:
                print(f"{step} of {steps} steps, loss {smooth:.3f}, {time.time() - began:.0f} s", flush=True)
    with torch.no_grad():
        for name, p in trained.items():
            p.copy_(mean[name])


def write(encoder, quantised, file):
    """Writes what was trained under the names of the quantised model; `Trained` reads it."""
    names = tensors(quantised)
    ordered = quantised_matrices(names)
    state = {n: v.numpy() for n, v in encoder.state_dict().items()}
    written = []

    def add(name, values):
        if name not in names:
            raise SystemExit(f"{quantised} has no {name}")
        written.append((name, values))

    for i in range(KEPT_LAYERS, LAYERS):
        for j, (part, of) in enumerate(PARTS.items()):
            values, scale = getattr(encoder.layers[i], part).rounded()
            matrix = ordered[len(PARTS) * i + j]
            add(f"{matrix}_quantized", values.T.numpy().astype(np.int8))
            add(f"{matrix}_scale", scale[:, 0].numpy())
            add(f"{matrix}_zero_point", np.zeros(len(values), np.int8))
            add(f"encoder.layer.{i}.{of}.bias", state[f"layers.{i}.{part}.bias"])
        for norm, of in NORMS.items():
            for what in ("weight", "bias"):
                add(f"encoder.layer.{i}.{of}.{what}", state[f"layers.{i}.{norm}.{what}"])
    with open(file, "wb") as out:
        out.write(struct.pack(">II", 0x53584501, len(written)))
        for name, values in written:
            whole = values.dtype == np.int8
            out.write(struct.pack(">H", len(name)) + name.encode() + struct.pack(">BB", whole, values.ndim))
            out.write(struct.pack(f">{values.ndim}I", *values.shape))
            out.write(np.ascontiguousarray(values, dtype=np.int8 if whole else "<f4").tobytes())
        out.write(struct.pack(">I", WIDTH))
        for weights, bias in zip(state["head.weight"], state["head.bias"]):
            out.write(weights.astype(">f4").tobytes() + struct.pack(">f", bias))


def main(base, quantised, tokens, file):
    random.seed(SEED)
    np.random.seed(SEED)
    torch.manual_seed(SEED)
    with open(tokens, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    encoder = load(base, quantised)
    train(encoder, [r for r in rows if len(r["pieces"]) > 3])
    write(encoder, quantised, file)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
