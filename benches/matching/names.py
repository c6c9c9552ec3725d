"""Payee names with known doubles, from a seed. Everything is invented: brands are random syllables
and characters, and no two bodies have the same brand and trade.

A double is another spelling of a body that is in the list already; `kind` says which."""

import random

BRAND = "安邦宝博昌辰诚创达大德鼎东恩发方丰福富岗冠光广海瀚航浩和恒弘宏鸿华辉汇惠佳嘉建健江金锦京晶景九巨聚君凯康科立利联亮龙隆绿美民明铭南宁诺鹏普齐启千乾强勤青庆泉仁荣瑞润三森山尚申深升生胜晟盛世首顺硕思泰腾天通同万旺威伟文祥翔新信星兴雄旭阳耀业一亿亦益银盈永优友宇玉裕源远悦云运泽展彰哲振正志智中众洲卓子"
HOMOPHONES = ["鸿宏洪弘", "星兴行", "辰晨臣诚城", "嘉佳家", "华桦", "盛晟胜圣", "源元园缘", "宇羽雨", "泰太", "博勃", "远愿", "明名铭", "海", "志智至", "新欣鑫信", "利立力丽", "富福府", "达大", "科", "康", "杰洁捷", "美", "龙隆", "永勇", "建健", "江姜", "京晶景", "惠汇慧", "君军", "亿益亦易", "丰峰锋风", "安", "德", "瑞锐"]
TRADES = "建材 科技 贸易 商贸 物业 物流 印刷 装饰 工程 咨询 环保 园林 餐饮 服饰 机械 电子 电气 仪器 医疗器械 办公用品 信息技术 网络科技 文化传媒 广告 农业 种业 运输 汽车服务 设备租赁 劳务 安防 软件 能源 水务 化工 食品 家具 五金 灯具 测绘".split()
FORMS = "有限公司 有限责任公司 股份有限公司 集团有限公司 厂 中心".split()
REGIONS = "北京市 上海市 天津市 重庆市 河北省 山东省 江苏省 浙江省 四川省 湖北省 广东省 福建省 石家庄市 济南市 南京市 杭州市 成都市 武汉市 广州市 福州市".split()
ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr h j k kr l m n p pl pr qu r s sh sl sp st t th tr v w z".split()
VOWELS = "a e i o u ai ea ee oo ou".split()
CODAS = ["", "", "n", "r", "l", "s", "t", "ck", "nd", "rk", "m", "ll"]
WORK = "Printing Building Supplies Transport Catering Consulting Engineering Electrical Plumbing Landscapes Software Security Cleaning Furniture Packaging Instruments Roofing Motors Foods Timber Glass Paints Lighting Paving Drainage".split()
LATIN = ["Ltd", "Limited", "Ltd.", "LLC", "Inc.", "Co., Ltd.", "plc", "GmbH"]


def word(r):
    return "".join(r.choice(ONSETS) + r.choice(VOWELS) + r.choice(CODAS) for _ in range(r.choice((2, 2, 3)))).capitalize()


class Body:
    def __init__(self, r, han):
        self.han = han
        if han:
            self.brand = "".join(r.choice(BRAND) for _ in range(r.choice((2, 3, 3, 4))))
            self.trade, self.form, self.region = r.choice(TRADES), r.choice(FORMS[:4]), r.choice(REGIONS + [""] * 6)
        else:
            self.brand = " ".join(word(r) for _ in range(r.choice((1, 2, 2))))
            self.trade, self.form, self.region = r.choice(WORK), r.choice(LATIN), ""

    def key(self):
        return (self.brand, self.trade)

    def text(self):
        if self.han:
            return self.region + self.brand + self.trade + self.form
        return f"{self.brand} {self.trade} {self.form}"


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def mistake(r, text, letters):
    """One unit missing, added, replaced, or two neighbours exchanged; never the first."""
    at = r.randrange(1, len(text) - 1)
    what = r.choice(("missing", "added", "replaced", "exchanged"))
    if what == "missing":
        return text[:at] + text[at + 1:]
    if what == "added":
        return text[:at] + r.choice(letters) + text[at:]
    if what == "replaced":
        return text[:at] + r.choice(letters) + text[at + 1:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2:]


def double(r, b):
    """Another spelling of a body: (kind, text)."""
    if b.han:
        kind = r.choices(("form", "region", "width", "sound", "mistake", "two mistakes"), (25, 20, 10, 15, 25, 5))[0]
        stem = b.brand + b.trade
        if kind == "form":
            return kind, b.region + stem + r.choice([f for f in FORMS[:4] if f != b.form] + [""])
        if kind == "region":
            region = b.region or r.choice(REGIONS)
            place = region.rstrip("省市")
            return kind, r.choice((region + stem + b.form, f"{stem}({place}){b.form}", f"{place}{stem}{b.form}"))
        if kind == "width":
            return kind, f"\u3000{b.region}{stem} {b.form}"
        if kind == "sound":
            for i, c in enumerate(b.brand):
                row = next((h for h in HOMOPHONES if c in h and len(h) > 1), None)
                if row:
                    other = r.choice([x for x in row if x != c])
                    return kind, b.region + b.brand[:i] + other + b.brand[i + 1:] + b.trade + b.form
            kind = "mistake"
        once = mistake(r, stem, BRAND)
        if kind == "two mistakes":
            once = mistake(r, once, BRAND)
        return kind, b.region + once + b.form
    kind = r.choices(("form", "case", "order", "mistake", "two mistakes"), (25, 15, 15, 40, 5))[0]
    if kind == "form":
        return kind, f"{b.brand} {b.trade} {r.choice([f for f in LATIN if f != b.form])}"
    if kind == "case":
        return kind, r.choice((b.text().upper(), b.text().lower(), wide(b.text())))
    if kind == "order":
        return kind, f"{b.trade}, {b.brand} {b.form}"
    stem = f"{b.brand} {b.trade}"
    letters = "abcdefghijklmnopqrstuvwxyz"
    once = mistake(r, stem, letters)
    if kind == "two mistakes":
        once = mistake(r, once, letters)
    return kind, f"{once} {b.form}"


def generate(n, seed=20261129, doubles=0.15, latin=0.4):
    """`n` names and the pairs of positions that are one body, with the kind of spelling."""
    r = random.Random(seed)
    bodies, seen, names, pairs = [], set(), [], []
    while len(bodies) < n - int(n * doubles):
        b = Body(r, r.random() >= latin)
        if b.key() not in seen:
            seen.add(b.key())
            bodies.append(b)
    order = list(range(len(bodies)))
    r.shuffle(order)
    entries = [(i, None) for i in range(len(bodies))]
    entries += [(i, double(r, bodies[i])) for i in order[: n - len(bodies)]]
    r.shuffle(entries)
    first = {}
    for at, (i, other) in enumerate(entries):
        names.append(other[1] if other else bodies[i].text())
        if i in first:
            a, earlier = first[i]
            pairs.append((a, at, other[0] if other else earlier))
        first[i] = (at, other[0] if other else None)
    return names, pairs
