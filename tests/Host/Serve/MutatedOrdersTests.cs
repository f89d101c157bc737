using System.Net;
using System.Text;

namespace EditableDeepSC.Host.Tests.Serve;

/// <summary>A server of their own: they ask as fast as it allows.</summary>
public sealed class MutatedOrdersTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Order = """{"turn":"none","snrsDb":[6],"channel":"awgn","form":"hybrid","symbols":512,"seed":1}""";

    [Fact]
    public async Task Send_OfMutatedOrders_NeverFails()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var body = Encoding.UTF8.GetBytes(Order).ToList();
            for (var i = random.Next(3); i >= 0; i--)
            {
                var place = random.Next(body.Count);
                if (random.Next(3) == 0) body.InsertRange(place, body.Skip(place).Take(20).ToList());
                else if (random.Next(2) == 0) body.RemoveAt(place);
                else body[place] = (byte)random.Next(256);
            }
            using var content = new ByteArrayContent([.. body]);
            content.Headers.ContentType = new("application/json");
            HttpStatusCode status;
            do
            {
                using var answer = await server.Client.PostAsync(new Uri("/api/send", UriKind.Relative), content);
                status = answer.StatusCode;
            }
            while (status == HttpStatusCode.TooManyRequests);
            status.Should().BeOneOf([HttpStatusCode.BadRequest, HttpStatusCode.NotFound], "seed {0}", seed);
        }
        server.Error.ToString().Should().BeEmpty();
    }
}
