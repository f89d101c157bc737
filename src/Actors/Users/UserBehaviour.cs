using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Users;

/// <summary>One thing that a user asks for.</summary>
/// <param name="Id">Given out once.</param>
/// <param name="User">Who asks.</param>
/// <param name="Conversation">Counted from 0 within the user.</param>
/// <param name="Turn">Counted from 0 within the conversation.</param>
/// <param name="NominalSeconds">When it would be sent if every answer came at once: the same in every run.</param>
/// <param name="Latent">The picture before, as the transmitter keeps it; null in a first turn.</param>
public readonly record struct UserRequest(
    TransmissionId Id, UserId User, int Conversation, int Turn, double NominalSeconds, float[]? Latent);

/// <summary>What users of consecutive numbers are going to do.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="GroupSize">Users of the group, who share its rate.</param>
/// <param name="PlaceInGroup">That of the first, counted from 0.</param>
/// <param name="AllUsers">Users of the run.</param>
/// <param name="DurationSeconds">Nothing is asked for at or after this time.</param>
/// <param name="UsesNominalTime">Whether that is the nominal time, so that the same is asked for in every run.</param>
public sealed record UserPlan(Seed Seed, UserId First, int Count, int GroupSize, int PlaceInGroup, int AllUsers,
    double DurationSeconds, bool UsesNominalTime)
{
    private const int BitsOfIndex = 20, BitsOfUser = 26;

    /// <summary>The place in the group of one of them.</summary>
    public int PlaceOf(UserId user) => PlaceInGroup + user.Value - First.Value;

    /// <summary>
    /// The number of a user's request, counted from 0: it depends on nothing else, so that runs can be compared. Users
    /// who ask more than a million times share what is left of the numbers.
    /// </summary>
    public TransmissionId IdOf(UserId user, long index) => new(index < 1L << BitsOfIndex
        ? ((long)user.Value << BitsOfIndex) | index
        : (1L << (BitsOfIndex + BitsOfUser)) + (index - (1L << BitsOfIndex)) * AllUsers + user.Value);
}

/// <summary>
/// When users ask for what: conversations that begin by the arrival process, each with turns a think time after the
/// answer before. All chance is keyed by the transmission, so answers may come in any order and at any time. A user
/// takes less than 200 bytes here.
/// </summary>
public sealed class UserBehaviour
{
    private readonly ArrivalOptions arrivals;
    private readonly DialogOptions dialog;
    private readonly UserPlan plan;
    private readonly IArrivalShape? shape; // null in a closed loop
    private readonly UserState[] users;
    private readonly PriorityQueue<UserRequest, (double Seconds, long Id)> due = new();
    private readonly Dictionary<TransmissionId, UserRequest> asked = [];
    private bool isStopped;

    public UserBehaviour(GroupArrivals arrivals, DialogOptions dialog, UserPlan plan)
    {
        (this.arrivals, this.dialog, this.plan, shape) = (arrivals.Options, dialog, plan, arrivals.Shape);
        users = new UserState[plan.Count];
        due.EnsureCapacity(plan.Count);
        asked.EnsureCapacity(plan.Count);
        for (var i = 0; i < plan.Count; i++) Begin(new UserId(plan.First.Value + i), 0, 0);
    }

    /// <summary>When the next request is due; infinite while all wait or have nothing more to ask for.</summary>
    public double NextSeconds => due.TryPeek(out _, out var next) ? next.Seconds : double.PositiveInfinity;

    /// <summary>Requests without an answer yet.</summary>
    public int Outstanding => asked.Count;

    /// <summary>Whether there are all answers and nothing more to ask for.</summary>
    public bool IsDone => due.Count == 0 && asked.Count == 0;

    /// <summary>Takes the request that is due next.</summary>
    public UserRequest Take()
    {
        var request = due.Dequeue();
        asked.Add(request.Id, request);
        if (request.Turn == 0 && shape is not null) Begin(request.User, 0, 0);
        return request;
    }

    /// <summary>Takes note of how a request ended.</summary>
    /// <param name="id">Which one; false comes back where it is not asked for, or was answered before.</param>
    /// <param name="isDelivered">Whether there is a picture; without one the user cannot find it good enough.</param>
    /// <param name="latent">The picture as the transmitter keeps it; null where there is none.</param>
    /// <param name="nowSeconds">The time.</param>
    public bool Answer(TransmissionId id, bool isDelivered, float[]? latent, double nowSeconds)
    {
        if (!asked.Remove(id, out var request)) return false;
        var isEnough = isDelivered && KeyOf(request).Uniform(1) < dialog.EnoughChance;
        if (request.Turn + 1 < dialog.Turns && !isEnough)
        {
            Schedule(request with
            {
                Id = IdOf(request.User, request.Conversation, request.Turn + 1),
                Turn = request.Turn + 1,
                Latent = latent ?? request.Latent,
            }, request.NominalSeconds, nowSeconds);
        }
        else if (shape is null)
        {
            Begin(request.User, request.NominalSeconds, nowSeconds);
        }
        return true;
    }

    /// <summary>Asks for nothing more.</summary>
    public void Stop()
    {
        isStopped = true;
        due.Clear();
    }

    /// <summary>Begins a user's next conversation: after what was before in a closed loop, else by the arrivals.</summary>
    private void Begin(UserId user, double nominalSeconds, double nowSeconds)
    {
        ref var state = ref users[user.Value - plan.First.Value];
        var at = shape is null ? nominalSeconds
            : ArrivalProcess.Next(shape, plan, user, state.Conversations, ref state.Cumulated);
        if (isStopped || at >= plan.DurationSeconds
            || (dialog.Conversations > 0 && state.Conversations >= dialog.Conversations)) return;
        var request = new UserRequest(IdOf(user, state.Conversations, 0), user, state.Conversations, 0, at, null);
        state.Conversations++;
        if (shape is null) Schedule(request, nominalSeconds, nowSeconds);
        else due.Enqueue(request, (at, request.Id.Value));
    }

    private void Schedule(UserRequest request, double nominalSeconds, double nowSeconds)
    {
        var think = ThinkTimes.Draw(arrivals, KeyOf(request));
        request = request with { NominalSeconds = nominalSeconds + think };
        var at = plan.UsesNominalTime ? request.NominalSeconds : nowSeconds + think;
        if (!isStopped && at < plan.DurationSeconds) due.Enqueue(request, (nowSeconds + think, request.Id.Value));
    }

    private TransmissionId IdOf(UserId user, int conversation, int turn) =>
        plan.IdOf(user, (long)conversation * dialog.Turns + turn);

    private PhiloxKey KeyOf(UserRequest request) => new(plan.Seed, StreamPurpose.Users, request.User, request.Id);

    /// <summary>What is kept of a user while nothing of it is due or under way.</summary>
    private struct UserState
    {
        public int Conversations;
        public double Cumulated;
    }
}
